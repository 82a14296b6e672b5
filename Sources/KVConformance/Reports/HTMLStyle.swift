// How the page looks: in the colours of the reader's system, on a phone as on a wide screen, where the replies of both
// servers stand side by side.

enum HTMLStyle {
    static let text = colours + layout + cases

    private static let colours = """
        :root {
          --page: #fbfbfa; --card: #fff; --ink: #1c1e21; --faint: #646a73; --line: #e3e4e6;
          --good: #15703a; --bad: #b3261e; --meant: #8a5a00; --link: #0b5cad;
          --bad-back: #fdecea; --good-back: #e7f5ec; --meant-back: #fff3d9;
          --bad-mark: #f8c6c1; --good-mark: #b5e2c4;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #131417; --card: #1b1d21; --ink: #e4e6ea; --faint: #979da8; --line: #303339;
            --good: #6fd08f; --bad: #ff8a80; --meant: #f0c060; --link: #86b9f4;
            --bad-back: #371d1d; --good-back: #17301f; --meant-back: #352a12;
            --bad-mark: #6d2a28; --good-mark: #245c38;
          }
        }

        """

    private static let layout = """
        * { box-sizing: border-box; }
        html { scroll-padding-top: 4.5rem; }
        body { margin: 0 auto; padding: 0 1rem 4rem; max-width: 76rem; background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, sans-serif; }
        a { color: var(--link); text-decoration: none; }
        a:hover { text-decoration: underline; }
        h1 { margin: 1.5rem 0 0; font-size: 1.5rem; line-height: 1.25; }
        h1 span { color: var(--faint); font-weight: 400; }
        h2 { margin: 2.5rem 0 0; font-size: 1.3rem; }
        h3 { margin: 1.5rem 0 .5rem; font: 600 1rem ui-monospace, monospace; }
        h3 a { color: inherit; }
        small { color: var(--faint); font-weight: 400; }
        header p { margin: .25rem 0 1rem; font-weight: 600; }
        p.identical, .identical dd { color: var(--good); }
        p.failing, .failing dd, td.failing { color: var(--bad); }
        .listed dd, td.listed { color: var(--meant); }
        dl { display: grid; grid-template-columns: repeat(4, 1fr); gap: .75rem; margin: 0; }
        dl div { padding: .6rem .9rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
        dt { color: var(--faint); font-size: .85rem; }
        dd { margin: 0; font-size: 1.5rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
        table { width: 100%; margin: 1rem 0; border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .3rem .9rem; text-align: right; border-bottom: 1px solid var(--line); }
        th:first-child { text-align: left; }
        thead th { color: var(--faint); font-size: .85rem; font-weight: 400; }
        td.failing, td.listed { font-weight: 600; }
        td.zero { color: var(--faint); }
        form { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem;
          align-items: center; padding: .6rem 0; background: var(--page); border-bottom: 1px solid var(--line); }
        form[hidden] { display: none; }
        input, select, button { padding: .35rem .6rem; color: inherit; background: var(--card); font: inherit;
          border: 1px solid var(--line); border-radius: 6px; }
        input { flex: 1 1 14rem; min-width: 0; }
        output { margin-left: auto; color: var(--faint); font-size: .85rem; font-variant-numeric: tabular-nums; }
        #none { margin: 3rem 0; color: var(--faint); text-align: center; }

        """

    private static let cases = """
        section { content-visibility: auto; contain-intrinsic-size: auto 20rem; }
        .case { margin: .35rem 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px;
          overflow: hidden; }
        .case > summary { padding: .4rem .75rem; cursor: pointer; overflow-wrap: anywhere; }
        .case[open] > summary { border-bottom: 1px solid var(--line); }
        .case > summary b { margin: 0 .3rem; padding: .05rem .5rem; border-radius: 9px; font-size: .75rem; }
        .case > summary a { visibility: hidden; }
        .case > summary:hover a, .case > summary a:focus { visibility: visible; }
        .case:target { border-color: var(--link); }
        .case > p { margin: .5rem .75rem; color: var(--meant); }
        .identical > summary b { color: var(--good); background: var(--good-back); }
        .failing > summary b { color: var(--bad); background: var(--bad-back); }
        .idle > summary b { color: var(--faint); }
        .listed > summary b { color: var(--meant); background: var(--meant-back); }
        code, pre { margin: 0; font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; white-space: pre-wrap;
          overflow-wrap: anywhere; }
        pre { word-break: break-all; }
        .step { display: grid; grid-template-columns: 2fr 1.5fr 1.5fr; border-top: 1px solid var(--line); }
        .step:first-of-type { border-top: 0; }
        .step > * { min-width: 0; padding: .25rem .75rem; }
        .step > code { padding-left: 3.6rem; text-indent: -2.85rem; }
        .step i { display: inline-block; width: 2.2rem; margin-right: .65rem; color: var(--faint); font-style: normal;
          text-align: right; text-indent: 0; user-select: none; }
        .both { grid-column: span 2; color: var(--faint); }
        .both summary { cursor: pointer; font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
        .step pre small { display: none; }
        .differs > code { font-weight: 600; }
        .differs .reference { background: var(--bad-back); }
        .differs .candidate { background: var(--good-back); }
        mark { color: inherit; background: none; }
        .differs .reference mark { background: var(--bad-mark); }
        .differs .candidate mark { background: var(--good-mark); }
        @media (max-width: 44rem) {
          html { scroll-padding-top: 7rem; }
          dl { grid-template-columns: 1fr 1fr; }
          th, td { padding: .3rem .25rem; }
          .step { grid-template-columns: 1fr; }
          .step > code { padding-left: 2.9rem; text-indent: -2.4rem; }
          .step i { width: 1.8rem; margin-right: .6rem; }
          .step > :not(code) { padding-left: 2.9rem; }
          .heads { display: none; }
          .both { grid-column: auto; }
          .step pre small { display: block; }
        }
        """
}
