/** Texts of files that the build puts into the page. */
declare module "*.yaml?raw" {
  const text: string;
  export default text;
}
declare module "*.css";
