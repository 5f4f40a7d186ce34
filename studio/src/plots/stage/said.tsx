/** A sentence with what is to be typed, which stands between backticks, set as code. */
export function Said({ text }: { readonly text: string }) {
  return <>{text.split("`").map((part, i) => (i % 2 === 0 ? part : <code key={i}>{part}</code>))}</>;
}
