import { useEffect } from 'react';
import { useWords } from '../words/useWords';

/** Nobody is signed in and it is not for want of trying. */
export function SignInTrouble({ failure }: { failure: unknown }) {
  const words = useWords();
  useEffect(() => {
    document.title = words.product;
  }, [words]);
  return (
    <main className="whole">
      <h1>{words.signInFailed}</h1>
      <p className="quiet">{failure instanceof Error ? failure.message : String(failure)}</p>
      <button type="button" className="button primary" onClick={() => location.assign('/')}>
        {words.signInAgain}
      </button>
    </main>
  );
}
