/**
 * The address of a worker's script, for a page whose policy asks that such addresses are vouched for (Trusted Types). Only those in the folder
 * of the page's own scripts are.
 */
export function workerAddress(address: string): string {
  // `new Worker` takes what is trusted for a text, though its type does not say so.
  return (policy?.createScriptURL(address) as string | undefined) ?? address;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): unknown };
}

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };

const policy = trustedTypes?.createPolicy('scg-lab-workers', {
  createScriptURL: (address) => {
    if (new URL('.', address).href !== new URL(/* @vite-ignore */ '.', import.meta.url).href)
      throw new TypeError(`${address} is no script of this page.`);
    return address;
  },
});
