/**
 * Every row of the table of reference numbers that the program ships.
 * @module-tag slow
 */
import { expectRows } from "../verify/groups.ts";

expectRows(() => true, 460);
