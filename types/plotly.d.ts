/** The bundle brings no types of its own; it has the interface of plotly.js. */
declare module 'plotly.js-cartesian-dist-min' {
  export * from 'plotly.js';
}
