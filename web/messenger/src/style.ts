/** How it looks: inside the element's own tree, so that neither the page's rules nor these reach the other. */
export const STYLE = `
:host { all: initial; }
.messenger { position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483000; display: flex; flex-direction: column;
  align-items: flex-end; gap: .5rem; font: 16px/1.4 system-ui, sans-serif; color: #1a1d21; max-height: calc(100dvh - 2rem); }
* { box-sizing: border-box; }
button, textarea { font: inherit; color: inherit; }
.opener { position: relative; flex: none; width: 3.5rem; height: 3.5rem; border: 0; border-radius: 50%; background: #1f4fd8;
  color: #fff; cursor: pointer; box-shadow: 0 2px 8px #0005; }
.badge { position: absolute; top: -.25rem; right: -.25rem; min-width: 1.4rem; padding: 0 .35rem; border-radius: 1rem;
  background: #b3261e; color: #fff; font-size: .85rem; }
.panel { display: flex; flex-direction: column; min-height: 0; width: min(23rem, calc(100vw - 2rem)); height: 34rem;
  background: #fff; border: 1px solid #c4c9d1; border-radius: .75rem; box-shadow: 0 6px 24px #0004; overflow: hidden; }
header { display: flex; align-items: center; justify-content: space-between; gap: .5rem; padding: .5rem .75rem;
  background: #1f4fd8; color: #fff; }
h2 { margin: 0; font-size: 1.05rem; }
.plain { border: 0; background: none; min-width: 2.25rem; min-height: 2.25rem; cursor: pointer; }
.log { flex: 1; min-height: 3rem; overflow-y: auto; padding: .75rem; display: flex; flex-direction: column; gap: .5rem; }
.note { margin: 0; padding: 0 .75rem .25rem; color: #4a5160; font-size: .875rem; min-height: 1.4em; }
.row { max-width: 85%; padding: .4rem .7rem; border-radius: .75rem; background: #eceff4; align-self: flex-start;
  overflow-wrap: anywhere; }
.row.you { align-self: flex-end; background: #dbe5ff; }
.row p { margin: 0; white-space: pre-wrap; }
.row small { color: #4a5160; font-size: .75rem; }
.row img { display: block; max-width: 100%; max-height: 12rem; border-radius: .5rem; }
.who { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.row { position: relative; }
.card { border: 1px solid #c4c9d1; border-radius: .5rem; padding: .5rem; margin: .25rem 0; background: #fff; }
.buttons { display: flex; flex-wrap: wrap; gap: .35rem; margin: .35rem 0; }
.buttons button, .buttons a { min-height: 2.25rem; padding: .3rem .7rem; border: 1px solid #1f4fd8; border-radius: 1rem;
  background: #fff; color: #1f4fd8; text-decoration: none; cursor: pointer; }
.buttons button:disabled { border-color: #8a919e; color: #5a6170; cursor: default; }
a { color: #1a45bd; }
.drafts { margin: 0; padding: 0 .75rem; max-height: 8rem; overflow-y: auto; list-style: none; font-size: .875rem; }
.drafts li { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem; }
.name { flex: 1; min-width: 5rem; overflow-wrap: anywhere; }
.wrong { flex-basis: 100%; order: 1; color: #b3261e; }
progress { width: 5rem; }
form { display: flex; gap: .5rem; padding: .5rem .75rem .75rem; border-top: 1px solid #dde1e7; }
textarea { flex: 1; min-width: 0; resize: none; padding: .4rem .5rem; border: 1px solid #767d8a; border-radius: .5rem;
  background: #fff; }
form button { border: 0; border-radius: .5rem; padding: 0 .9rem; min-height: 2.75rem; background: #1f4fd8; color: #fff;
  cursor: pointer; }
form .clip { padding: 0 .6rem; background: none; color: inherit; }
:focus-visible { outline: 3px solid #ffb000; outline-offset: 2px; }
@media (max-width: 26rem), (max-height: 26rem) {
  .messenger { inset: auto .5rem .5rem auto; max-height: calc(100dvh - 1rem); }
  .panel { width: calc(100vw - 1rem); height: 100dvh; }
}
@media (prefers-color-scheme: dark) {
  .messenger { color: #eef0f4; }
  .panel, textarea, .card, .buttons button, .buttons a { background: #1d2127; }
  .panel, .card { border-color: #4a5160; }
  .row { background: #2c323b; }
  .row.you { background: #24386f; }
  .note, .row small { color: #b9c0cc; }
  a, .buttons button, .buttons a { color: #a8c0ff; border-color: #a8c0ff; }
  .buttons button:disabled { color: #9aa2b0; border-color: #6b7280; }
  .wrong { color: #ffb4ab; }
  form { border-color: #3a414c; }
}
`;
