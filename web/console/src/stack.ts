import { createContext, useContext } from 'react';
import type { Api } from './api/client';
import type { Config } from './config';
import type { Session } from './sign-in/session';

/** What the screen talks to. */
export type Stack = { config: Config; session: Session; api: Api };

export const StackContext = createContext<Stack | undefined>(undefined);

export function useStack(): Stack {
  const stack = useContext(StackContext);
  if (stack === undefined) throw new Error('nothing is signed in around this component');
  return stack;
}
