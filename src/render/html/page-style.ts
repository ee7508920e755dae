/**
 * The page's only style sheet: for phones first, then wide screens, dark mode and print. Text has a contrast of at
 * least 4.5:1 with its background in both color schemes (WCAG 2.2, 1.4.3).
 */
export const pageStyle = `
:root {
  --ground: #fdfcf9; --ink: #1f1c18; --soft: #6b645b; --rule: #e2dcd1; --tint: #f4efe6; --accent: #9c3d16; --bar: #ecd2c0;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Georgia, Cambria, "Noto Serif", serif;
  --sans: -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :root { --ground: #181613; --ink: #ebe5da; --soft: #a69d90; --rule: #37322b; --tint: #24211c; --accent: #eda27a; --bar: #573623; }
}
* { box-sizing: border-box; }
html { font: 100%/1.6 var(--serif); color: var(--ink); background: var(--ground); text-size-adjust: 100%; -webkit-text-size-adjust: 100%; scroll-padding-top: 4.5rem; }
body { margin: 0 auto; padding: 0 1.25rem 4rem; max-width: 72rem; font-size: 1.0625rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { margin: 0; line-height: 1.2; font-weight: 600; text-wrap: balance; letter-spacing: -.01em; }
h1 { font-size: clamp(2.1rem, 1.4rem + 3.4vw, 3.5rem); line-height: 1.08; letter-spacing: -.022em; }
h2 { font-size: 1.6rem; }
h3 { font-size: 1.35rem; }
h4 { font-size: 1.1rem; }
p, ul, ol, dl, dd, figure, blockquote, table { margin: 0; }
ul, ol { padding: 0; list-style: none; }
a { color: inherit; text-decoration-color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; inset-inline-start: -100vw; padding: .6rem 1rem; background: var(--ink); color: var(--ground); font-family: var(--sans); z-index: 1; }
.skip:focus { inset-inline-start: 1rem; top: 1rem; }
.kicker, .label, .contents, .when, .speakers, .noted-by, .agreement, .credit, .host, .count, .hint, .coverage, .dates, .who, .room, .credits, .src, table, summary, figcaption, svg { font-family: var(--sans); }
.kicker, .label { font-size: .75rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; }
.kicker { color: var(--accent); }
.label { color: var(--soft); }
.src { color: var(--soft); text-decoration: none; font-size: .875rem; font-style: normal; padding: .35em .55em; margin: 0 -.15em; border-radius: .2em; }
.src:hover { color: var(--accent); background: var(--tint); }
.agreement, .credit, .host, .count, .who, .credits, figcaption { font-size: .8125rem; color: var(--soft); }
.agreement { white-space: nowrap; border: 1px solid var(--rule); border-radius: 1em; padding: .1em .6em; }

header { padding: 2.5rem 0 1rem; }
header .kicker { margin-bottom: .6rem; }
.dates { margin-top: .9rem; font-size: 1.0625rem; }
.coverage { color: var(--soft); font-size: .9375rem; }

.introduction, .closing { max-width: 46rem; font-size: 1.1875rem; line-height: 1.5; text-wrap: pretty; }
.introduction { margin: 1rem 0 .75rem; }
.closing { margin-top: 3.5rem; }
#in-short { margin-top: 1rem; padding-top: 1.5rem; border-top: 2px solid var(--ink); }
#in-short h2 { font: 600 .75rem/1.6 var(--sans); letter-spacing: .08em; text-transform: uppercase; color: var(--accent); }
.headlines li { padding: .9rem 0; border-bottom: 1px solid var(--rule); text-wrap: pretty; }
#in-short > .headlines li { font-size: 1.25rem; line-height: 1.42; }
.headlines .credit { font-size: .875rem; }

.pages { margin-top: 1rem; font: .875rem/1.5 var(--sans); }
.pages li { display: inline-block; margin-inline-end: 1.25rem; }
.pages a { display: inline-block; padding: .3rem 0; }
.pages [aria-current] { font-weight: 600; }
.find { position: sticky; top: 0; z-index: 1; padding: .6rem 0; background: var(--ground); font-family: var(--sans); }
.find label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.find input { display: block; width: 100%; padding: .55rem .8rem; font: 1rem/1.4 var(--sans); color: inherit; background: var(--tint); border: 1px solid var(--soft); border-radius: 3px; -webkit-appearance: none; appearance: none; }
.find input::placeholder { color: var(--soft); opacity: 1; }
.results { position: absolute; inset-inline: 0; top: 100%; background: var(--ground); }
.results .hint { margin: 0; }
.results .hint:not(:empty) { padding: .2rem 0 .5rem; }
.results ol { max-height: min(70vh, 34rem); overflow-y: auto; overscroll-behavior: contain; }
.results ol:not(:empty) { border: 1px solid var(--soft); border-radius: 3px; box-shadow: 0 .5rem 1.5rem rgb(0 0 0 / .18); }
.results li + li { border-top: 1px solid var(--rule); }
.results a { display: block; padding: .55rem .8rem; font-size: .9375rem; line-height: 1.4; text-decoration: none; }
.results a:hover, .results a:focus-visible { background: var(--tint); color: inherit; outline-offset: -2px; }
.results b { display: block; font-size: .8125rem; color: var(--soft); font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
mark { background: var(--bar); color: inherit; border-radius: 2px; }
.found { background: var(--tint); outline: 1px solid var(--accent); outline-offset: .3rem; border-radius: 2px; }

.contents { margin: 2rem 0 0; font-size: .9375rem; line-height: 1.4; }
.contents a { text-decoration: none; display: block; padding: .3rem 0; }
.contents a:hover { text-decoration: underline; }
.contents ul ul { margin: 0 0 .5rem; padding-inline-start: .8rem; border-inline-start: 1px solid var(--rule); font-size: .875rem; }
.contents ul ul a { color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.contents ul ul a:hover { color: var(--accent); }
.contents summary { padding: .3rem 0; }

section:not(#in-short) { margin-top: 4rem; padding-top: 1.25rem; border-top: 2px solid var(--ink); }
section > h2 .kicker { display: block; letter-spacing: .08em; line-height: 1.6; margin-bottom: .2rem; }
.also { margin-top: 1.5rem; }
.also li:last-child { border-bottom: 0; }
h3.group { margin-top: 3.5rem; }

.timeline { margin-top: 1.75rem; }
.timeline svg { display: block; width: 100%; height: auto; overflow: visible; }
.timeline .narrow { max-width: 28rem; }
.timeline .wide { display: none; }
.timeline text { fill: var(--ink); stroke: var(--ground); stroke-width: 3px; paint-order: stroke; stroke-linejoin: round; }
.timeline .hours text, .timeline .dim { fill: var(--soft); }
.timeline .lane { fill: var(--soft); font-weight: 600; }
.timeline .hour { stroke: var(--rule); fill: none; }
.timeline .noted { fill: var(--bar); }
.timeline .missed { fill: none; stroke: var(--soft); stroke-dasharray: 2 2; }
.timeline .tail { stroke: var(--bar); stroke-width: 2; }
.timeline circle { fill: var(--accent); }
figcaption { margin-top: .6rem; line-height: 1.45; }
summary { cursor: pointer; font-size: .875rem; padding: .35rem 0; width: fit-content; max-width: 100%; }
summary:hover { color: var(--accent); }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
th, td { text-align: start; vertical-align: baseline; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--rule); }
th { color: var(--soft); font-weight: 600; }
th:last-child, td:last-child { text-align: end; padding-inline-end: 0; }

.talk { margin-top: 3rem; }
.when { font-size: .875rem; font-variant-numeric: tabular-nums; color: var(--soft); margin-bottom: .25rem; }
.speakers { font-size: .9375rem; color: var(--soft); margin-top: .3rem; }
.opening { margin-top: .9rem; font-size: 1.1875rem; line-height: 1.45; text-wrap: pretty; }
main .prose { margin-top: .6rem; text-wrap: pretty; }
main .facts { margin-top: .8rem; font-size: .9375rem; }
main .facts :is(th, td):last-child { text-align: start; }
main .facts tbody th { color: inherit; }
@media (max-width: 39.99rem) {
  .facts thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .facts :is(tr, tbody th, td) { display: block; border: 0; padding: .1rem 0; }
  .facts tr { padding: .5rem 0; border-bottom: 1px solid var(--rule); }
  .facts td:empty { display: none; }
  .facts td::before { content: attr(data-column) ": "; color: var(--soft); }
}
.topic { margin-top: 1.5rem; font-size: 1.0625rem; }
.topic + .points { margin-top: .5rem; }
.points { margin-top: 1rem; }
.points li { position: relative; padding-inline-start: 1.25rem; margin-top: .55rem; text-wrap: pretty; }
.points li::before { content: ""; position: absolute; inset-inline-start: .1rem; top: .68em; width: .4rem; height: 2px; background: var(--accent); }
.points > .key { margin: .8rem 0; padding-block: .6rem; padding-inline-end: .8rem; background: var(--tint); border-radius: 3px; }
.points .key::before { top: 0; bottom: 0; inset-inline-start: 0; width: 3px; height: auto; }
main .items li { margin-top: .2rem; padding: 0 0 0 1.25rem; border: 0; font-size: 1rem; }
.quote { margin-top: 1.4rem; padding-inline-start: 1.1rem; border-inline-start: 3px solid var(--accent); }
.quote p { font-size: 1.2rem; line-height: 1.45; font-style: italic; text-wrap: pretty; }
.quote figcaption { margin-top: .35rem; font-size: .875rem; }
.photos { display: grid; gap: 1.25rem; margin-top: 1.4rem; }
.photos figure > a { display: block; }
.photos img { display: block; max-width: 100%; height: auto; max-height: 44rem; object-fit: contain; background: var(--tint); border: 1px solid var(--rule); border-radius: 3px; color: var(--soft); font: .875rem/1.4 var(--sans); }
.photos .framed { width: 100%; aspect-ratio: 16 / 10; }
.question { margin-top: .6rem; }
.question dt { font-style: italic; }
.question dd { margin-top: .2rem; padding-inline-start: 1.25rem; }
.aside { margin-top: 1.4rem; }
.aside li { margin-top: .3rem; }
cite a, cite { font-style: italic; }
.noted-by { margin-top: 1.2rem; font-size: .8125rem; color: var(--soft); }
.program { margin-top: .9rem; color: var(--soft); text-wrap: pretty; }
.unnoted { margin: .4rem 0 1.25rem; color: var(--soft); }
.unnoted time { font: .8125rem var(--sans); font-variant-numeric: tabular-nums; }
#not-covered .label { margin-top: 1rem; }
.works li { padding: .8rem 0; border-bottom: 1px solid var(--rule); }
.works .work { font-size: 1.125rem; }
.works .credits { display: block; margin-top: .15rem; font-size: .875rem; line-height: 1.5; }
.works, .people { margin-top: .75rem; }
.covers > li { display: grid; grid-template-columns: 5.75rem minmax(0, 1fr); gap: 1.1rem; align-items: center; padding: 1rem 0; }
.cover, .tile { display: flex; flex-direction: column; width: 100%; user-select: none; -webkit-user-select: none; }
.cover { justify-content: space-between; gap: .4rem; aspect-ratio: 2 / 3; padding: .7rem .5rem .55rem .85rem; overflow: hidden; outline: 1px solid transparent; outline-offset: -1px; border-radius: 2px 4px 4px 2px; color: #fffaf0; background: linear-gradient(90deg, rgb(0 0 0 / .28) 0 .3rem, rgb(255 255 255 / .12) .3rem .36rem, transparent .36rem) var(--cover); box-shadow: 0 1px 2px rgb(0 0 0 / .3), 0 3px 8px rgb(0 0 0 / .16); }
.cover::before, .cover::after { display: -webkit-box; -webkit-box-orient: vertical; flex: none; overflow: hidden; overflow-wrap: anywhere; unicode-bidi: plaintext; text-align: start; }
.cover::before { content: attr(data-title); -webkit-line-clamp: 4; line-clamp: 4; hyphens: auto; font: 600 .8125rem/1.22 var(--serif); }
.cover::after { content: attr(data-author); -webkit-line-clamp: 3; line-clamp: 3; padding-top: .3rem; border-top: 1px solid rgb(255 250 240 / .45); font: .625rem/1.3 var(--sans); }
.cover:not([data-author])::before { -webkit-line-clamp: 6; line-clamp: 6; }
.cover:not([data-author])::after { content: ""; }
.cover-0 { --cover: #7c3113; }
.cover-1 { --cover: #1d4d46; }
.cover-2 { --cover: #25406e; }
.cover-3 { --cover: #5b2a54; }
.cover-4 { --cover: #5a4a14; }
.cover-5 { --cover: #3f4448; }
.tile { min-height: 3.25rem; justify-content: center; padding: .3rem; text-align: center; background: var(--tint); border: 1px solid var(--rule); border-radius: 3px; }
.tile::before { content: attr(data-kind); font: 600 .6875rem/1.2 var(--sans); letter-spacing: .03em; color: var(--soft); }
.people li { display: inline-block; margin: 0 1.5rem .3rem 0; }
.hint { font-size: .875rem; color: var(--soft); margin: .4rem 0 .75rem; }
#notes h3 { margin: 1.75rem 0 .25rem; font-size: 1.0625rem; }
#notes details { border-bottom: 1px solid var(--rule); }
#notes summary { padding: .6rem 0; }
.notes { padding-bottom: 1rem; }
.notes li { padding: .5rem .75rem; margin: 0 -.75rem; border-radius: 3px; font: .8125rem/1.5 var(--sans); font-variant-numeric: tabular-nums; }
.notes p { font: .9375rem/1.5 var(--serif); }
.notes li:target { background: var(--tint); outline: 1px solid var(--accent); }

@media (min-width: 40rem) {
  .photos { grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); }
}
@media (min-width: 48rem) {
  body { padding-inline: 2.5rem; }
  .timeline .narrow { display: none; }
  .timeline .wide { display: block; }
  .talk { display: grid; grid-template-columns: 6.5rem minmax(0, 38rem); }
  .talk > * { grid-column: 2; }
  .talk .when { grid-column: 1; grid-row: 1 / span 2; font-size: .8125rem; padding: .45rem 1rem 0 0; }
  .talk .room { display: block; }
  .hallway > :not(h3), .day .also { margin-inline-start: 6.5rem; max-width: 38rem; }
  #in-short, .works, #notes { max-width: 46rem; }
}
@media (min-width: 68rem) {
  header { padding: 4.5rem 0 1.25rem 16rem; }
  .find { margin-inline-start: 16rem; max-width: 46rem; }
  main { display: grid; grid-template-columns: 13rem minmax(0, 1fr); column-gap: 3rem; }
  main > * { grid-column: 2; }
  .contents { grid-column: 1; grid-row: 1 / span 40; position: sticky; top: 4.5rem; align-self: start; margin: 0; padding: 1.5rem 0; max-height: calc(100vh - 4.5rem); overflow-y: auto; }
}
@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth; }
}
@media print {
  @page { margin: 18mm 16mm; }
  html { font-size: 10.5pt; background: none; }
  body { padding: 0; max-width: none; }
  .skip, .contents, .find, .pages, .timeline details { display: none; }
  main { display: block; }
  header { padding: 0 0 1.5rem; }
  .timeline .narrow { display: none; }
  .timeline .wide { display: block; }
  h2, h3, h4, .when, .speakers, .label { break-after: avoid; }
  li, figure, blockquote, .question, tr { break-inside: avoid; }
  .day + .day { break-before: page; border-top: 0; margin-top: 0; }
  .photos img { width: auto; max-width: 100%; max-height: 80mm; aspect-ratio: auto; border: 0; background: none; }
  .src { display: none; }
  .cover { color: var(--ink); background: none; border: 1px solid var(--soft); box-shadow: none; }
  .cover::after { border-color: var(--rule); }
  a[href^="http"]:not(.url, .speakers a)::after { content: " (" attr(href) ")"; font: .75em var(--sans); color: var(--soft); overflow-wrap: anywhere; }
}
`;

/**
 * The style sheet's hash for the Content-Security-Policy. If the style changes, the failing test shows the new hash.
 */
export const pageStyleHash = 'sha256-Su88OYV01w2FOPRmfxw0VDOzLmmKLSaQXaaNQFA7030=';
