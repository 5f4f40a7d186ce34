/** The worker of the single file, which can begin no other: pages from `file:` share no memory. */
import { listen } from "./listen.ts";

listen(undefined);
