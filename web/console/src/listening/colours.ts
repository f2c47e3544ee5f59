import { useEffect, useState } from 'react';
import type { Colours } from './options';

/** Tokens of `styles/tokens.css` as colours that a canvas takes. */

const SERIES = [0, 1, 2, 3, 4, 5, 6, 7];
const SENTIMENTS = ['positive', 'negative', 'neutral', 'unknown'];

function read(): Colours {
  const probe = document.createElement('span');
  document.body.append(probe);
  const of = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    ink: of('--ink'),
    soft: of('--soft'),
    rule: of('--line'),
    paper: of('--paper'),
    series: SERIES.map((index) => of(`--series-${index}`)),
    sentiments: Object.fromEntries(SENTIMENTS.map((name) => [name, of(`--${name}`)])),
  };
  probe.remove();
  return colours;
}

/** The colours in use; others once the screen turns dark or light. */
export function useColours(): Colours {
  const [colours, setColours] = useState(read);
  useEffect(() => {
    const again = () => setColours(read());
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', again);
    const chosen = new MutationObserver(again);
    chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'lang'] });
    return () => {
      scheme.removeEventListener('change', again);
      chosen.disconnect();
    };
  }, []);
  return colours;
}
