import { useCallback, useState } from 'react';

/** Hands what failed outside of React, as in an animation frame, to the guard around this component. */
export function useThrow(): (thrown: unknown) => void {
  const [failed, setFailed] = useState<{ readonly thrown: unknown }>();
  if (failed) throw failed.thrown;
  return useCallback((thrown) => setFailed({ thrown }), []);
}
