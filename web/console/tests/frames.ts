import type { Browser, Page } from '@playwright/test';

type Event = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Begin and length by the clock, in microseconds. */
  ts: number;
  dur?: number;
  /** Processor time, in microseconds. */
  tdur?: number;
  args?: { name?: string; chrome_mojo_event_info?: { mojo_interface_tag?: string } };
};

/**
 * The longest piece of work of the page's main thread while `act` runs, in milliseconds of processor time: no frame can be drawn while it goes
 * on. The processor's time, not the clock's, because other programs of the machine are no work of the page; nor is what the test itself asks of the
 * page through the debugger, which reads whole documents.
 */
export async function longestTask(browser: Browser, page: Page, act: () => Promise<void>): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  let buffer: Buffer;
  try {
    await act();
  } finally {
    buffer = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(buffer.toString()) as { traceEvents: Event[] };
  const main = new Set(
    traceEvents
      .filter((one) => one.ph === 'M' && one.name === 'thread_name' && one.args?.name === 'CrRendererMain')
      .map((one) => `${one.pid} ${one.tid}`),
  );
  const ofMain = traceEvents.filter((one) => one.ph === 'X' && main.has(`${one.pid} ${one.tid}`));
  const tasks = ofMain.filter((one) => /RunTask$/.test(one.name));
  if (tasks.length === 0) throw new Error('the trace has no work of the main thread');
  const asked = ofMain.filter((one) => one.args?.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession');
  const isAsked = (task: Event) =>
    asked.some((one) => one.tid === task.tid && one.pid === task.pid && one.ts >= task.ts && one.ts <= task.ts + (task.dur ?? 0));
  const long = tasks.toSorted((one, other) => (other.tdur ?? 0) - (one.tdur ?? 0));
  const longest = long.find((task) => !isAsked(task));
  return (longest?.tdur ?? 0) / 1000;
}

/** The shortest of some tries, in milliseconds: what it takes while nobody else has the machine. */
export async function quickest(tries: number, act: () => Promise<number>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < tries; n += 1) best = Math.min(best, await act());
  return best;
}
