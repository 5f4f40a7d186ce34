/** How the page looks, on a screen and on paper. */
export const style = `:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 190mm; padding: 12mm 8mm; font: 11pt/1.45 "Libertinus Serif", Cambria, Georgia, "DejaVu Serif", serif; color: #1a1a1a; background: #fff; }
header { border-bottom: 1.5pt solid #1a1a1a; margin-bottom: 6mm; }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 3mm; text-wrap: balance; }
h2 { font-size: 12.5pt; margin: 7mm 0 2mm; break-after: avoid; }
figure { margin: 0 0 6mm; break-inside: avoid; }
figure img { display: block; width: 100%; max-height: 165mm; object-fit: contain; }
figcaption { font-size: 9pt; color: #444; margin-top: 1.5mm; }
.equations { overflow-x: auto; break-inside: avoid; }
.equations math { margin: 2.2mm 0; font-size: 11.5pt; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; margin: 3mm 0; border-top: 1pt solid #1a1a1a; border-bottom: 1pt solid #1a1a1a; }
thead { display: table-header-group; }
th { text-align: left; font-weight: 600; white-space: nowrap; border-bottom: 0.5pt solid #1a1a1a; }
th, td { padding: 1mm 3mm 1mm 0; vertical-align: baseline; overflow-wrap: anywhere; }
td:first-child { white-space: nowrap; }
tr { break-inside: avoid; }
.values { font-size: 9pt; color: #444; margin: 0; }
.source pre { font: 7.5pt/1.4 "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; padding: 3mm; border: 0.5pt solid #bbb; }
footer { margin-top: 8mm; border-top: 0.5pt solid #888; font-size: 8pt; color: #444; }
footer dl { margin: 2mm 0 0; display: flex; flex-wrap: wrap; gap: 0 5mm; }
footer div { display: flex; gap: 1.5mm; }
footer dt { font-weight: 600; }
footer dd { margin: 0; overflow-wrap: anywhere; }
@page { size: A4; margin: 16mm 14mm; }
@media print { body { padding: 0; max-width: none; } }
`;
