import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';

/** This near the end counts as being there, in pixels. */
const NEAR = 120;

/** A row that is being read, and how far down the content it stood when that was last looked at, in pixels. */
type Place = { row: Element; offset: number };

function offsetIn(box: Element, row: Element): number {
  return row.getBoundingClientRect().y - box.getBoundingClientRect().y + box.scrollTop;
}

/** The first row that is in sight. */
function inSight(box: Element): Place | undefined {
  const top = box.getBoundingClientRect().top;
  for (const sheet of box.querySelectorAll('.sheet')) {
    if (sheet.getBoundingClientRect().bottom <= top) continue;
    for (const row of sheet.querySelectorAll('.message, .activity')) {
      if (row.getBoundingClientRect().bottom > top) return { row, offset: offsetIn(box, row) };
    }
  }
  return undefined;
}

/**
 * Keeps what is being read in its place while rows come in above it, or rows above it turn out higher than was guessed; at
 * the end it keeps the end in sight. `content` is what grows inside `box`.
 */
export function useReadingPlace(box: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>) {
  const place = useRef<Place | undefined>(undefined);
  const atEnd = useRef(true);

  const hold = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    if (atEnd.current) element.scrollTop = element.scrollHeight;
    else if (place.current?.row.isConnected) {
      const offset = offsetIn(element, place.current.row);
      element.scrollTop += offset - place.current.offset;
      place.current.offset = offset;
    }
  }, [box]);

  /** To be called when somebody has scrolled. Whether the end is in sight. */
  const moved = useCallback((): boolean => {
    const element = box.current;
    if (element === null) return atEnd.current;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    place.current = inSight(element);
    return atEnd.current;
  }, [box]);

  useLayoutEffect(hold);
  useEffect(() => {
    const watch = new ResizeObserver(hold);
    if (box.current !== null) watch.observe(box.current);
    if (content.current !== null) watch.observe(content.current);
    return () => watch.disconnect();
  }, [box, content, hold]);

  return { atEnd, moved };
}
