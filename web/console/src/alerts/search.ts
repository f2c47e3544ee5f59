/** Which alerts, and the one that is open. */
export type AlertSearch = { month?: string; show?: 'open' | 'closed'; id?: string };

export function validAlertSearch(search: Record<string, unknown>): AlertSearch {
  const { month, show, id } = search;
  return {
    ...(typeof month === 'string' && /^\d{4}-\d{2}$/.test(month) ? { month } : {}),
    ...(show === 'open' || show === 'closed' ? { show } : {}),
    ...(typeof id === 'string' ? { id } : {}),
  };
}
