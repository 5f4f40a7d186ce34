/**
 * Where a cursor stands in the text of a document. The text may be one that is just being typed: it is read up to the cursor and no further,
 * line by line, by indentation and brackets, and what is wrong in one line does no harm in the next.
 */

/** What may be written at a cursor: a key of a mapping, a value, or either, where nothing says yet what it will be. */
export type CursorRole = "key" | "value" | "either";

/** The place of a cursor. */
export interface CursorPlace {
  /** Of the mapping for a key, of the value otherwise; items of lists by their number, from 0. */
  readonly path: readonly (string | number)[];
  readonly role: CursorRole;
  /** What the key or the value says up to the cursor; of a text over several lines, the cursor's line. */
  readonly written: string;
  /** Keys that stand before the cursor in the same mapping. */
  readonly before: readonly string[];
  /** The cursor stands between quotation marks. */
  readonly isQuoted: boolean;
}

/** The place of the cursor at an offset; undefined in a comment. */
export function cursorPlace(text: string, offset: number): CursorPlace | undefined {
  const reader = new Reader();
  const lines = text.slice(0, offset).split("\n");
  const last = lines.pop() ?? "";
  for (const line of lines) reader.read(line.replace(/\r$/, ""));
  return reader.stop(last);
}

/** A mapping or list that is open. */
interface Frame {
  readonly kind: "map" | "list";
  /** Column where its keys or hyphens stand; -1 in brackets. */
  readonly indent: number;
  /** The key, or the number of the item, whose value is being read; undefined where a key is on its way. */
  key: string | number | undefined;
  /** The value has begun. */
  hasValue: boolean;
  readonly seen: string[];
}

/** A key with its colon at the beginning of what is left of a line. */
const keyPattern = /^(?:"([^"\\]*)"|'([^']*)'|([^\s#{}[\],:"'|>&*!][^#{}[\],:]*?))\s*:(?=\s|$)/;

/** Owns what is open while lines are read. */
class Reader {
  readonly #frames: Frame[] = [];
  /** Column of the key that has a text below `|`: deeper lines belong to it. */
  #block: number | undefined;
  /** The quotation mark that is open. */
  #quote = "";
  /** What was read since the last bracket, comma or colon, or behind the key. */
  #written = "";
  #wasQuoted = false;

  /** Takes a line in; true if it ends in a comment. */
  read(line: string): boolean {
    const content = line.trimStart();
    const column = line.length - content.length;
    this.#leaveBrackets(content, column);
    if (this.#isInside) return this.#scan(` ${content}`);
    if (this.#block !== undefined) {
      if (content === "" || column > this.#block) {
        this.#written = content;
        return hasComment(content);
      }
      this.#block = undefined;
    }
    return content === "" || content.startsWith("#") ? content !== "" : this.#content(content, column);
  }

  /** The place behind the beginning of a line. */
  stop(line: string): CursorPlace | undefined {
    const content = line.trimStart();
    const column = line.length - content.length;
    this.#leaveBrackets(content, column);
    if (!this.#isInside && content === "" && (this.#block === undefined || column <= this.#block)) {
      this.#block = undefined;
      return this.#open("", column);
    }
    this.#openColumn = undefined;
    if (this.read(line)) return undefined;
    if (this.#isFlow) return this.#inBrackets();
    return this.#openColumn === undefined ? this.#place("value") : this.#open(this.#written, this.#openColumn);
  }

  /** Column of what the line says, if it has neither a key nor brackets. */
  #openColumn: number | undefined;

  /** Brackets or quotation marks are open, so that indentation means nothing. */
  get #isInside(): boolean {
    return this.#quote !== "" || this.#isFlow;
  }

  get #isFlow(): boolean {
    return this.#frames.at(-1)?.indent === -1;
  }

  /** Brackets that nobody has closed yet end before a line that is no deeper than the key whose value they are. */
  #leaveBrackets(content: string, column: number): void {
    if (!this.#isFlow || this.#quote !== "" || content === "" || /^[\]}]/.test(content)) return;
    const around = this.#frames.findLastIndex(({ indent }) => indent >= 0);
    if (column <= (this.#frames[around]?.indent ?? -1)) this.#frames.length = around + 1;
  }

  #content(content: string, column: number): boolean {
    const [hyphen] = /^-(\s+|$)/.exec(content) ?? [];
    if (hyphen !== undefined) {
      this.#item(column);
      this.#written = "";
      this.#openColumn = column + hyphen.length;
      const rest = content.slice(hyphen.length);
      return rest === "" ? false : this.#content(rest, column + hyphen.length);
    }
    const [whole, ...names] = keyPattern.exec(content) ?? [];
    if (whole === undefined) {
      this.#closeDeeper(column);
      this.#openColumn = column;
      return this.#value(content);
    }
    this.#openColumn = undefined;
    this.#key(names.find((name) => name !== undefined) ?? "", column);
    return this.#value(content.slice(whole.length).trimStart());
  }

  #closeDeeper(column: number): void {
    while ((this.#frames.at(-1)?.indent ?? -1) > column) this.#frames.pop();
  }

  #item(column: number): void {
    this.#closeDeeper(column);
    const top = this.#frames.at(-1);
    if (top?.indent === column && top.kind === "list") {
      top.key = Number(top.key) + 1;
      top.hasValue = false;
    } else this.#frames.push({ kind: "list", indent: column, key: 0, hasValue: false, seen: [] });
  }

  #key(name: string, column: number): void {
    this.#closeDeeper(column);
    // Hyphens may stand at the column of the key whose list they make.
    if (this.#frames.at(-1)?.kind === "list" && this.#frames.at(-1)?.indent === column) this.#frames.pop();
    const top = this.#frames.at(-1);
    if (top?.indent === column) {
      top.key = name;
      top.hasValue = false;
      top.seen.push(name);
    } else this.#frames.push({ kind: "map", indent: column, key: name, hasValue: false, seen: [name] });
  }

  /** What stands behind a key or a hyphen, or in a line without them. */
  #value(value: string): boolean {
    this.#written = value;
    const top = this.#frames.at(-1);
    if (/^[|>][+-]?\d?\s*(#.*)?$/.test(value)) {
      this.#block = top?.indent ?? 0;
      return false;
    }
    if (/^[[{"']/.test(value)) {
      this.#openColumn = undefined;
      this.#written = "";
      return this.#scan(value);
    }
    // A value that goes on in the next lines.
    if (top && this.#openColumn !== undefined && top.hasValue && top.indent < this.#openColumn) this.#openColumn = undefined;
    if (top && this.#openColumn === undefined && value !== "" && !value.startsWith("#")) top.hasValue = true;
    return hasComment(value);
  }

  /** Brackets, commas, colons and quotation marks; true if a comment ends the line. */
  #scan(line: string): boolean {
    for (let i = 0; i < line.length; i++) {
      const letter = line[i]!;
      if (this.#quote !== "") this.#inQuotes(letter);
      else if (letter === "#" && (i === 0 || /\s/.test(line[i - 1]!))) return true;
      else if ((letter === '"' || letter === "'") && this.#written.trim() === "") {
        this.#quote = letter;
        this.#written = "";
      } else if (letter === "{" || letter === "[") this.#bracket(letter === "{" ? "map" : "list");
      else this.#mark(letter, line[i + 1]);
    }
    return false;
  }

  #inQuotes(letter: string): void {
    if (letter !== this.#quote) {
      this.#written += letter;
      return;
    }
    this.#quote = "";
    this.#wasQuoted = true;
  }

  #bracket(kind: Frame["kind"]): void {
    this.#frames.push({ kind, indent: -1, key: kind === "map" ? undefined : 0, hasValue: false, seen: [] });
    this.#written = "";
  }

  /** A letter outside of quotation marks, and the one behind it. */
  #mark(letter: string, next: string | undefined): void {
    const top = this.#frames.at(-1);
    const isColon = letter === ":" && (this.#wasQuoted || next === undefined || /\s/.test(next));
    if (top?.indent !== -1) {
      this.#written += letter;
      return;
    }
    if (letter === "}" || letter === "]") this.#frames.pop();
    else if (letter === ",") top.key = top.kind === "map" ? undefined : Number(top.key) + 1;
    else if (isColon && top.kind === "map" && top.key === undefined) {
      top.key = this.#written.trim();
      top.seen.push(top.key);
    } else {
      this.#written += letter;
      return;
    }
    this.#written = "";
    this.#wasQuoted = false;
  }

  #inBrackets(): CursorPlace {
    const top = this.#frames.at(-1)!;
    if (top.kind === "list" || top.key !== undefined) return this.#place("value");
    return { ...this.#place("key"), path: this.#path(-1), before: top.seen };
  }

  /** What has neither key nor brackets yet, at a column. */
  #open(written: string, column: number): CursorPlace {
    this.#closeDeeper(column);
    this.#written = written;
    // Below a list whose hyphens stand at the column of its key.
    if (this.#frames.at(-1)?.kind === "list" && this.#frames.at(-1)?.indent === column) this.#frames.pop();
    const top = this.#frames.at(-1);
    if (!top) return this.#place("key");
    if (top.indent === column) return { ...this.#place("key"), path: this.#path(-1), before: top.seen };
    return this.#place(top.hasValue ? "value" : "either");
  }

  #place(role: CursorRole): CursorPlace {
    return { path: this.#path(), role, written: this.#written.trimStart(), before: [], isQuoted: this.#quote !== "" };
  }

  #path(end?: number): (string | number)[] {
    return this.#frames.slice(0, end).map(({ key }) => key ?? "");
  }
}

/** Whether a value that stands without quotation marks, or a line of equations, ends in a comment. */
function hasComment(value: string): boolean {
  return /(^|\s)#/.test(value);
}
