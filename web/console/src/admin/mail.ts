/** What is wrong with addresses: the first that is wrong is named, as the API only says which one in order it is. */
export function wrongAddress(to: readonly string[], at: (field: string) => string | undefined): string | undefined {
  for (const [place, address] of to.entries()) {
    const problem = at(`recipients.mail.to[${place}]`);
    if (problem !== undefined) return `${address}: ${problem}`;
  }
  return at('recipients.mail.to');
}
