import type { PlacedEnd } from './ends';

const SVG = 'http://www.w3.org/2000/svg';
/** From the thin line to the name, in px. */
const GAP = 4;

/**
 * Draws the names where lines end into a layer above the figure: outside Plotly, to which twelve of them are as much
 * work as all lines. A name that stays as it was costs nothing.
 */
export function drawEnds(layer: SVGSVGElement, ends: readonly PlacedEnd[]): void {
  while (layer.childElementCount > ends.length) layer.lastElementChild?.remove();
  ends.forEach((end, i) => {
    const group = layer.children[i] ?? layer.appendChild(newEnd());
    const [trail, leader, text] = group.children;
    if (trail && leader) drawLeader(trail, leader, end);
    if (text) drawName(text, end);
  });
}

function newEnd(): Element {
  const group = document.createElementNS(SVG, 'g');
  const text = document.createElementNS(SVG, 'text');
  text.append(document.createElementNS(SVG, 'tspan'), document.createElementNS(SVG, 'tspan'));
  group.append(document.createElementNS(SVG, 'path'), document.createElementNS(SVG, 'path'), text);
  return group;
}

/** Within the plot the way to the name is a mere trail, lest it be taken for a line that goes on. */
function drawLeader(trail: Element, leader: Element, { colour, from, edge, to }: PlacedEnd): void {
  const [[x, y], [toX, toY], bend] = [from.map(Math.round), to.map(Math.round), Math.round(edge)];
  set(trail, 'd', `M${x} ${y}H${bend}`);
  set(trail, 'stroke', colour);
  set(trail, 'stroke-dasharray', '1 5');
  set(leader, 'd', `M${bend} ${y}L${toX} ${toY}`);
  set(leader, 'stroke', colour);
}

function drawName(text: Element, { name, sign, colour, to: [x, y] }: PlacedEnd): void {
  set(text, 'x', String(Math.round(x) + GAP));
  set(text, 'y', String(Math.round(y)));
  const [mark, words] = text.children;
  if (!mark || !words) return;
  set(mark, 'fill', colour);
  say(mark, sign);
  say(words, ` ${name}`);
}

function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function say(element: Element, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}
