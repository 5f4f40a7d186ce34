/** `lapicque cite DOC`: BibTeX of the models, the methods and the program. */
import { citations, printJson } from "../../session/index.ts";
import { deliver, environment, open, refuseDocument } from "../open.ts";
import type { Action } from "../verb.ts";

export const cite: Action = async (shell, given) => {
  const opened = await open(shell, given);
  if (!opened.experiment) return refuseDocument(shell, given, opened);
  const bibtex = await citations(environment(shell), opened.experiment);
  await deliver(shell, given, {
    json: { name: "cite.json", text: `${printJson({ bibtex })}\n` },
    human: bibtex,
    file: { name: "cite.bib", text: bibtex },
  });
  return 0;
};
