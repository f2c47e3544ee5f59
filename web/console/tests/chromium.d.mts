export function trouble(path: string): string | undefined;
export function ofSystem(env?: Record<string, string | undefined>, places?: readonly string[]): string | undefined;
export function hasFont(language: string): boolean;
export function browserOrHow(
  library: string,
  env?: Record<string, string | undefined>,
  places?: readonly string[],
): Promise<string>;
