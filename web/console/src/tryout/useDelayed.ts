import { useEffect, useState } from 'react';

/** A value once it has rested for so many milliseconds: what is being typed is not asked for letter by letter. */
export function useDelayed<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
