/** Why something is not there, for the user to read: a refusal comes with what to do. */
export function reasonOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("message" in error)) return String(error);
  // An error with a hint, or an ending with a remedy.
  const { message, hint, remedy } = error as { readonly message: unknown; readonly hint?: string; readonly remedy?: string };
  const what = hint || remedy;
  return what ? `${message}: ${what}` : `${message}`;
}
