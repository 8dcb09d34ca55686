/* Places in texts. Files count code points, the browser UTF-16 units; people see graphemes. */

/** How many code points the first `units` UTF-16 units of a text hold. */
export function pointsOf(text, units) {
  let points = 0;
  for (let at = 0; at < units; at += text.codePointAt(at) > 0xffff ? 2 : 1) points += 1;
  return points;
}

/** How many UTF-16 units the first `points` code points of a text take. */
export function unitsOf(text, points) {
  let at = 0;
  for (; points > 0 && at < text.length; points -= 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/** A stretch without white space at its ends, widened to whole graphemes; null if nothing is left. Units. */
export function snapped(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (start < end && /\s/.test(text[end - 1])) end -= 1;
  if (start >= end) return null;
  return { start: edge(text, start, -1), end: edge(text, end, 1) };
}

/** The edge of a grapheme at or next to a place: before it (-1) or after it (1). */
function edge(text, at, direction) {
  const from = Math.max(0, at - 64);
  const to = Math.min(text.length, at + 64);
  let place = from;
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text.slice(from, to))) {
    if (place === at) return at;
    if (place + segment.length > at) return direction < 0 ? place : place + segment.length;
    place += segment.length;
  }
  return at;
}

/** What is selected inside an element, as units of its text; null if nothing is. */
export function selectionIn(element) {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(element)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(element);
  const start =
    range.compareBoundaryPoints(Range.START_TO_START, whole) < 0
      ? 0
      : lengthTo(whole, range.startContainer, range.startOffset);
  const end =
    range.compareBoundaryPoints(Range.END_TO_END, whole) > 0
      ? whole.toString().length
      : lengthTo(whole, range.endContainer, range.endOffset);
  return snapped(element.textContent, start, end);
}

/** Where the caret is in an element; null if it is elsewhere. */
export function caretIn(element) {
  const selection = document.getSelection();
  if (!selection?.focusNode || !element.contains(selection.focusNode)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(element);
  return lengthTo(whole, selection.focusNode, selection.focusOffset);
}

function lengthTo(whole, node, offset) {
  const range = whole.cloneRange();
  range.setEnd(node, offset);
  return range.toString().length;
}

/** Select a stretch of an element's text. */
export function select(element, start, end) {
  const range = document.createRange();
  const [from, fromOffset] = nodeAt(element, start);
  const [to, toOffset] = nodeAt(element, end);
  range.setStart(from, fromOffset);
  range.setEnd(to, toOffset);
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function nodeAt(element, units) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let last = element;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (units <= node.length) return [node, units];
    units -= node.length;
    last = node;
  }
  return [last, last === element ? 0 : last.length];
}
