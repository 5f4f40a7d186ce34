/** Where a bracket of YAML's `{ }` and `[ ]` was left open: the reader itself complains only where the next line does not fit. */

/**
 * Offset of a bracket that opens before `end` and is never closed, or closed by one of the other kind; undefined if there is none.
 * Comments and quoted texts do not count; a quote that is never closed hides what follows it.
 */
export function openBracket(text: string, end: number): number | undefined {
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    // A quote or # within a word is a letter like any other.
    const begins = i === 0 || /[\s{[,:]/.test(text[i - 1]!);
    if (begins && character === "#") i = endOf(text, "\n", i);
    else if (begins && (character === '"' || character === "'")) i = endOf(text, character, i);
    else if (character === "{" || character === "[") open.push(i);
    else if (character === "}" || character === "]") {
      const last = open.pop();
      const isPair = last === undefined || (text[last] === "{") === (character === "}");
      if (!isPair) return last < end ? last : undefined;
    }
  }
  return open.findLast((at) => at < end);
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from + 1);
  return end < 0 ? text.length : end;
}
