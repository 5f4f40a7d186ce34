/** Version of lapicque, as in package.json (a test compares them): a constant, because a browser has no package.json to read. */
export const version = "0.1.0";
