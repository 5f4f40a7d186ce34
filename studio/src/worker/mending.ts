/** Why a document is refused, and what would help. A module of its own: trying it loads the code of all scales. */
export { refusalsOf } from "../../../src/session/index.ts";
