import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { ECharts } from './engine';
import { type Figure, nearest } from './figure';
import { colourOf, type Colours, drawn, type Spot } from './options';
import type { Kind } from './view';

/** A finger that rests this long means the menu, in milliseconds. */
const LONG = 500;

type Given = {
  figure: Figure;
  kind: Exclude<Kind, 'table'>;
  spread: boolean;
  hidden: ReadonlySet<string>;
  colours: Colours;
  label: string;
  axisName: (key: string) => string;
  lineName: (key: string) => string;
  /** A spot in words: its line, place and value. */
  say: (spot: Spot) => string;
  /** Right click, long press, menu key or Enter. */
  open: (spot: Spot) => void;
};

/**
 * A drawing of a figure. The pointer, a finger or the arrow keys choose a point, which is said below; it is opened by the right
 * button, a long press, the menu key or Enter. The table twin beside it says the same to those who see no drawing.
 */
export function Chart({ figure, kind, spread, hidden, colours, label, axisName, lineName, say, open }: Given) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const hit = useRef<Spot>(undefined);
  const [spot, setSpot] = useState<Spot | undefined>();
  const [ready, setReady] = useState(false);
  const [width, setWidth] = useState(480);
  const drawing = useMemo(() => {
    const named = { axis: axisName, line: (line: { key: string }) => lineName(line.key) };
    const font = getComputedStyle(document.body).fontFamily;
    return drawn(figure, { kind, spread, hidden, colours, named, font, width });
  }, [figure, kind, spread, hidden, colours, axisName, lineName, width]);
  const newest = useRef({ drawing, figure, kind, hidden });
  newest.current = { drawing, figure, kind, hidden };

  useEffect(() => {
    let gone = false;
    let resized: ResizeObserver | undefined;
    void import('./engine').then(({ draw }) => {
      const element = box.current;
      if (gone || element === null) return;
      const made = draw(element);
      chart.current = made;
      made.on('mouseover', (item) => {
        hit.current = newest.current.drawing.spot(item.seriesIndex ?? -1, item.dataIndex);
        if (newest.current.kind !== 'line') setSpot(hit.current);
      });
      made.on('mouseout', () => {
        hit.current = undefined;
      });
      // A finger comes down without having moved over anything.
      made.on('mousedown', (item) => {
        hit.current = newest.current.drawing.spot(item.seriesIndex ?? -1, item.dataIndex);
      });
      // A few pixels more or less change nothing of what is drawn where.
      resized = new ResizeObserver(() => {
        made.resize();
        setWidth(Math.round(element.clientWidth / 20) * 20);
      });
      resized.observe(element);
      setReady(true);
    });
    return () => {
      gone = true;
      resized?.disconnect();
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    if (ready) chart.current?.setOption(drawing.option, { notMerge: true });
  }, [ready, drawing]);

  /** What is meant by a place on the screen: with lines the nearest point, else what is drawn there. */
  const at = (x: number, y: number): Spot | undefined => {
    const now = newest.current;
    if (now.kind !== 'line') return hit.current;
    const rect = box.current?.getBoundingClientRect();
    const place = rect && chart.current?.convertFromPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [x - rect.left, y - rect.top]);
    const [column, value] = Array.isArray(place) ? place : [];
    if (typeof column !== 'number' || typeof value !== 'number') return undefined;
    const found = nearest(now.figure, column, value, now.hidden);
    const key = now.figure.axis.keys[column];
    return found === undefined || key === undefined ? undefined : { ...found, place: key };
  };

  const pressed = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onPointerDown = (event: PointerEvent) => {
    clearTimeout(pressed.current);
    if (event.pointerType !== 'touch') return;
    const { clientX, clientY } = event;
    pressed.current = setTimeout(() => {
      const found = at(clientX, clientY);
      if (found !== undefined) open(found);
    }, LONG);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const lines = figure.lines.filter((line) => !hidden.has(line.key));
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (step !== undefined && lines.length > 0) {
      event.preventDefault();
      const pie = kind === 'pie' && figure.axis.of === 'time';
      const [row, column] = [lines.findIndex((line) => line.key === spot?.line.key), figure.axis.keys.indexOf(spot?.place ?? '')];
      const nextRow = (Math.max(0, row) + (step[0] ?? 0) + (pie ? (step[1] ?? 0) : 0) + lines.length) % lines.length;
      const places = figure.axis.keys.length;
      const nextColumn = spot === undefined ? 0 : (Math.max(0, column) + (step[1] ?? 0) + places) % places;
      const line = lines[nextRow];
      const [point, place] = pie ? [line?.whole, ''] : [line?.points[nextColumn], figure.axis.keys[nextColumn]];
      if (line !== undefined && point !== undefined && place !== undefined) setSpot({ line, point, place });
    } else if (event.key === 'Enter' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      if (spot !== undefined) open(spot);
    }
  };

  return (
    <div className="chart">
      <div
        ref={box}
        className="chart-box"
        role="application"
        aria-label={label}
        tabIndex={0}
        data-height={drawing.height > 400 ? 'tall' : drawing.height > 250 ? 'double' : 'usual'}
        data-ready={ready}
        onContextMenu={(event) => {
          event.preventDefault();
          // The menu key asks at the focus, with no place of the pointer.
          const found = event.button === 2 ? at(event.clientX, event.clientY) : spot;
          if (found !== undefined) open(found);
        }}
        onPointerMove={(event) => {
          clearTimeout(pressed.current);
          if (newest.current.kind === 'line') setSpot(at(event.clientX, event.clientY));
        }}
        onPointerLeave={() => setSpot(undefined)}
        onPointerDown={onPointerDown}
        onPointerUp={() => clearTimeout(pressed.current)}
        onPointerCancel={() => clearTimeout(pressed.current)}
        onKeyDown={onKeyDown}
      />
      <p className="chart-spot" aria-live="polite">
        {spot !== undefined && (
          <>
            <Swatch colour={colourOf(spot.line, colours)} />
            {say(spot)}
          </>
        )}
      </p>
    </div>
  );
}

/** A patch of a colour that is not known to the style sheet. */
export function Swatch({ colour }: { colour: string }) {
  return (
    <svg className="swatch" width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      <rect width="10" height="10" rx="2.5" fill={colour} />
    </svg>
  );
}
