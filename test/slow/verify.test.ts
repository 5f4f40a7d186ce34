/** Every row of the table of reference numbers that the program ships. */
import { expectRows } from "../verify/groups.ts";

expectRows(() => true, 270);
