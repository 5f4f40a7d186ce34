/** What is said about documents: their text, shape, values, parts and paths. */
import type { MessageTable, Names, Word } from "./message.ts";
import { chain, didYouMean, known } from "./phrases.ts";

/** Sentences about the text, shape, values, parts and paths of documents, by code. */
export const documentMessages = {
  "empty-document": () => ({
    text: "the document is empty",
    hint: "begin with `neurons:` and `populations:`; `lapicque show adex --yaml` prints one that runs",
  }),
  "not-a-mapping": () => ({
    text: "a document is a mapping of sections such as `neurons:` and `run:`",
    hint: "begin each section with its name and a colon",
  }),
  "document-too-long": (d: { length: Word; longest: Word }) => ({
    text: `the document has ${d.length} characters; at most ${d.longest} are read`,
    hint: "is this the right file?",
  }),
  "binary-document": () => ({ text: "this is no text: it holds a control character", hint: "is this the right file?" }),
  "nested-too-deeply": (d: { deepest: Word }) => ({
    text: `lists and mappings are nested more than ${d.deepest} deep`,
    hint: "is this the right file?",
  }),
  "too-many-values": (d: { most: Word }) => ({
    text: `the document has more than ${d.most} values`,
    hint: "a YAML alias (`*name`) repeats everything its anchor holds",
  }),
  "unknown-anchor": (d: { name: Word }) => ({
    text: `no anchor \`&${d.name}\` stands before this alias`,
    hint: "write the anchor before its alias, or put a text that begins with `*` in quotes",
  }),
  "empty-key": (d: { flow?: Word }) => ({
    text: "this is no name for a value",
    hint:
      d.flow === "yes"
        ? 'within { } and [ ] a comma ends a value and `[` opens a list: write "normal(0, 1)" and "E[0:9]" in quotes'
        : "a key is one word",
  }),
  "no-value": (d: { name?: Word; flow?: Word }) => ({
    text: d.name ? `\`${d.name}\` has no value` : "a value is missing here",
    hint:
      d.flow === "yes"
        ? 'within { } and [ ] a comma ends a value: a text with a comma is written in quotes, "normal(0, 1)"'
        : d.flow === "flag"
          ? "write it after the flag"
          : "write the value after the colon, or remove the key",
  }),
  "comma-in-braces": (d: { written: Word }) => ({
    text: `\`${d.written}\` is cut at its comma: within { } and [ ] a comma ends a value`,
    hint: 'put the whole value in quotes: "normal(0, 1)"',
  }),
  "forbidden-key": (d: { name: Word }) => ({ text: `\`${d.name}\` cannot be a name here`, hint: "choose another name" }),
  "duplicate-key": (d: { name: Word }) => ({ text: `\`${d.name}\` is given twice`, hint: "remove one of the two" }),
  "tab-indent": () => ({ text: "a tab cannot indent a line", hint: "indent with spaces" }),
  "several-documents": () => ({ text: "the file holds more than one document (`---`)", hint: "put each into a file of its own" }),
  "nested-mapping": () => ({
    text: "a second `key: value` on one line, or a line that is indented too far",
    hint: "begin a new line, indented like its neighbours, or put a text with `: ` in quotes",
  }),
  "bad-indent": (d: { reason: Word }) => ({
    text: `the indentation is wrong here (${d.reason})`,
    hint: "lines of one mapping or list begin in the same column; are all brackets closed?",
  }),
  "open-bracket": (d: { bracket: Word }) => ({
    text: `this \`${d.bracket}\` is not closed`,
    hint: `add the \`${d.bracket === "{" ? "}" : "]"}\`; within { } and [ ] values are separated by commas, and a text with a comma or bracket is quoted: "normal(0, 1)"`,
  }),
  "yaml-tag": () => ({ text: "YAML tags (`!name`) have no meaning in a document", hint: "remove it, or put the text in quotes" }),
  "bad-braces": (d: { reason: Word }) => ({
    text: `the brackets or quotes do not fit (${d.reason})`,
    hint: 'within { } and [ ] a comma ends a value and `[` opens a list: write "normal(0, 1)" and "E[0:9]" in quotes',
  }),
  "bad-yaml": (d: { reason: Word }) => ({
    text: `this is not YAML (${d.reason})`,
    hint: "put the text in quotes if it is meant as it stands",
  }),

  // Shape of the document.
  "unknown-format": (d: { found: Word; newest: Word }) => ({
    text: `the document has format ${d.found}; this version reads up to ${d.newest}`,
    hint: "install a newer lapicque, or write the document for this one",
  }),
  "unknown-key": (d: { where?: Word; name: Word; suggestions: Names; known: Names }) => ({
    text: `${d.where ? `\`${d.where}\` has` : "a document has"} no key \`${d.name}\``,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "missing-key": (d: { name: Word; where?: Word }) => ({
    text: `\`${d.name}\` is missing${d.where ? ` in ${d.where}` : ""}`,
    hint: `add \`${d.name}:\``,
  }),
  "wrong-shape": (d: { where?: Word; expected: Word; found: Word }) => ({
    text: `${d.where ? `\`${d.where}\`` : "this"} must be ${d.expected}, not ${d.found}`,
    hint: "`docs/schema.json` and the reference page say what each key takes",
  }),
  "unknown-choice": (d: { where: Word; name: Word; suggestions: Names; known: Names }) => ({
    text: `\`${d.where}\`: there is no \`${d.name}\``,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "bad-name": (d: { name: Word }) => ({
    text: `\`${d.name}\` cannot be a name`,
    hint: "a name has letters, digits and `_`, a letter first",
  }),
  "value-expected": () => ({ text: "a value is expected here", hint: "write a number, a quantity such as `4 nS`, or an expression" }),

  // Values.
  "not-a-number": (d: { written: Word }) => ({
    text: `\`${d.written}\` is not a finite number`,
    hint: "check the value; `infinity` can stand only as a limit",
  }),
  "random-inside": (d: { name: Word }) => ({
    text: `the random value \`${d.name}(...)\` stands inside an expression`,
    hint: "a random value stands alone: give it a parameter of its own and use that in the expression",
  }),
  "random-expected": (d: { name: Word; part: Word }) => ({
    text: `\`${d.name}\` needs a random value, not \`${d.part}\``,
    hint: `for example \`${d.name}(normal(0, 1), -2, 2)\``,
  }),
  "random-without-owner": (d: { part: Word }) => ({
    text: `\`${d.part}\` is drawn once for each neuron, but this value belongs to the whole document`,
    hint: "put it into the `parameters:` of a neuron or population",
  }),
  "index-without-owner": (d: { name: Word }) => ({
    text: `\`${d.name}\` belongs to a neuron, but this value belongs to the whole document`,
    hint: "put it into the `parameters:` of a neuron or population",
  }),
  "changing-name": (d: { name: Word }) => ({
    text: `\`${d.name}\` changes during the run, but what stands here is known before it`,
    hint: "write it into the equations; a current that follows `t` is a stimulus with `expression:`",
  }),
  "not-constant": (d: { what: Word; name: Word }) => ({
    text: `${d.what} must be one value, but \`${d.name}\` differs between neurons`,
    hint: "give the population one value of it, or use another name",
  }),
  "parameter-cycle": (d: { cycle: Names }) => ({
    text: `each parameter needs the next: ${chain(d.cycle)}`,
    hint: "give one of them a value of its own",
  }),
  "not-positive": (d: { name: Word; value: Word; kind: Word }) => ({
    text: `\`${d.name}\` is ${d.value}; ${d.kind} must be positive`,
    hint: "check the sign and the unit",
  }),
  "negative-conductance": (d: { name: Word; value: Word }) => ({
    text: `\`${d.name}\` is ${d.value}; a conductance cannot be negative`,
    hint: "the sign of a current comes from its reversal potential",
  }),
  "not-positive-value": (d: { what: Word }) => ({ text: `\`${d.what}\` must be above 0`, hint: "check the sign and the unit" }),
  "negative-value": (d: { what: Word }) => ({ text: `\`${d.what}\` cannot be negative`, hint: "check the sign" }),
  "negative-time": (d: { what: Word }) => ({ text: `\`${d.what}\` cannot be negative`, hint: "t = 0 is the begin of the run" }),
  "not-a-count": (d: { what: Word }) => ({
    text: `\`${d.what}\` must be a whole number above 0`,
    hint: "write a number such as 10, without a unit",
  }),
  "outside-range": (d: { name: Word; value: Word; low: Word; high: Word }) => ({
    text: `\`${d.name}\` is ${d.value}, outside its range ${d.low} to ${d.high}`,
    hint: "check the value and its unit; the range says where the model is meant to be used",
  }),
  magnitude: (d: { name: Word; value: Word; meant: Word }) => ({
    text: `\`${d.name}\` is ${d.value}, far above what neurons have`,
    hint: `is it meant in ${d.meant}?`,
  }),
  "plain-number": (d: { name: Word; value: Word }) => ({
    text: `\`${d.name}\` is the plain number ${d.value}, and dimensions do not fit where it is used`,
    hint: "does it lack its unit?",
  }),
  "reversal-sign": (d: { name: Word; value: Word; ion: Word; sign: Word }) => ({
    text: `\`${d.name}\` is ${d.value}, but the reversal potential of ${d.ion} is ${d.sign}`,
    hint: "check the sign",
  }),
  "hidden-name": (d: { by: Word; name: Word }) => ({
    text: `${d.by} here hides the document's parameter \`${d.name}\``,
    hint: "rename one of the two if both are meant",
  }),
  dale: (d: { name: Word }) => ({
    text: `\`${d.name}\` has projections with positive and with negative weights`,
    hint: "a neuron excites or inhibits all its targets (Dale)",
  }),

  // Include, catalogue, overrides, sweep.
  "missing-include": (d: { file: Word; reason: Word }) => ({
    text: `${d.file} cannot be read: ${d.reason}`,
    hint: "files are relative to the document that names them",
  }),
  "include-cycle": (d: { cycle: Names }) => ({ text: `each includes the next: ${chain(d.cycle)}`, hint: "remove one of these lines" }),
  "include-no-entry": (d: { path: Word; file: Word; suggestions: Names; known: Names }) => ({
    text: `there is no \`${d.path}\` in ${d.file}`,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "include-units": (d: { file: Word; theirs: Word; ours: Word }) => ({
    text: `${d.file} is written ${d.theirs}, this document ${d.ours}`,
    hint: "entries with units and plain numbers cannot be mixed",
  }),
  "unknown-model": (d: { name: Word; suggestions: Names; known: Names }) => ({
    text: `there is no model \`${d.name}\``,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "unknown-set": (d: { model: Word; name: Word; suggestions: Names; known: Names }) => ({
    text: `\`${d.model}\` has no set \`${d.name}\``,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "set-without-model": () => ({ text: "`set` is a parameter set of a `model`", hint: "add `model:`" }),
  "include-and-model": () => ({ text: "an entry begins from one other: `include` or `model`", hint: "remove one of the two" }),
  "unknown-path": (d: { path: Word; name: Word; where?: Word; suggestions: Names; known: Names }) => ({
    text: d.where ? `\`${d.path}\`: there is no \`${d.name}\` in \`${d.where}\`` : `there is no \`${d.path}\``,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "unknown-item": (d: { path: Word; name: Word; where: Word; suggestions: Names; known: Names }) => ({
    text: `\`${d.path}\`: no item of \`${d.where}\` is called \`${d.name}\``,
    hint:
      didYouMean(d.suggestions) ??
      (d.known.length > 0 ? known(d.known) : "add `name: ...` to the item: the path to an item of a list is its name"),
  }),
  "duplicate-name": (d: { name: Word; section: Word }) => ({
    text: `two items of \`${d.section}\` are called \`${d.name}\``,
    hint: "rename one of the two: a path such as `--set` finds an item by its name",
  }),
  "ambiguous-path": (d: { path: Word; known: Names }) => ({
    text: `\`${d.path}\` could be ${d.known.join(" or ")}`,
    hint: "write the whole path",
  }),
  "path-too-long": (d: { path: Word; where: Word }) => ({
    text: `\`${d.path}\`: \`${d.where}\` has no parts`,
    hint: "the path ends there",
  }),
  "not-a-range": (d: { written: Word }) => ({ text: `\`${d.written}\` is no range`, hint: "write from:to:points, as in 10mV:30mV:41" }),
  "bad-points": () => ({ text: "`points` must be a whole number, at least 1", hint: "write a number such as 21" }),
  "log-range": () => ({ text: "a range with `scale: log` needs both ends above 0", hint: "give positive ends, or remove `scale: log`" }),
  "sweep-too-large": (d: { points: Word; most: Word }) => ({
    text: `the sweep has ${d.points} points; at most ${d.most} are computed`,
    hint: "use fewer points, or fewer axes",
  }),
} as const satisfies MessageTable;
