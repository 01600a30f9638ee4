/// The pages' one style sheet. It stands in each page, and the policy allows it by its hash.
///
/// Without `<`, `>` and `&`: HTML takes a style sheet as it stands and XML doesn't. Sizes are in rem, so that they grow with
/// the reader's own; widths of screens in em.
enum StyleSheet {
    static let css: StaticString = """
        :root{--paper:#fdfdfb;--ink:#1d1f22;--soft:#5b6068;--line:#dddcd6;--shade:#ecebe5;--accent:#1f5f85;--good:#24673f;\
        --warn:#80500a;--bad:#ab231b;color-scheme:light dark}
        @media (prefers-color-scheme:dark){:root{--paper:#15171a;--ink:#e7e6e1;--soft:#a2a7ae;--line:#33373c;--shade:#24282d;\
        --accent:#82bde0;--good:#7fc79a;--warn:#dfb163;--bad:#f28f84}}
        *{box-sizing:border-box}
        html{background:var(--paper);color:var(--ink);font:100%/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;\
        -webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0 auto;max-width:76rem;padding:1.5rem 1.5rem 3rem;font-variant-numeric:tabular-nums}
        h1{font-size:1.625rem;line-height:1.2;letter-spacing:-.01em;margin:0;overflow-wrap:anywhere}
        h2{font-size:1.125rem;margin:0 0 .5rem}
        h3{font-size:1rem;margin:0}
        p{margin:.25rem 0}
        section{margin-top:2.25rem}
        a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.15em}
        a:hover{text-decoration-thickness:2px}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
        main:focus{outline:none}
        code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.9375em;overflow-wrap:anywhere}
        .skip{position:absolute;left:-100vw}
        .skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.25rem .75rem}
        .definitions{position:absolute}
        .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .quiet,.read,.note,footer{color:var(--soft)}
        .read,.note,.local,.id,footer{font-size:.875rem}
        .lead{font-size:1.0625rem;margin-top:.375rem;overflow-wrap:anywhere}
        .remark{border-left:3px solid var(--warn);padding-left:.75rem;margin-top:1.5rem}
        .local,time{white-space:nowrap}
        .local,.id{color:var(--soft)}
        header nav{margin-bottom:.75rem}
        footer{border-top:1px solid var(--line);margin-top:3rem;padding-top:.75rem}
        .pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 2.5rem}
        ul{list-style:none;margin:0;padding:0}
        .entries li{padding:.625rem 0;border-top:1px solid var(--line)}
        .entries p{margin:.125rem 0}
        .why{overflow-wrap:anywhere}
        .entries .why li{border:0;padding:0}
        .entries ul.why,.entries p.why{border-left:2px solid var(--line);padding-left:.625rem;margin:.25rem 0 0}
        progress{display:block;width:100%;height:.625rem;margin:.375rem 0 .25rem;appearance:none;border:1px solid var(--soft);\
        border-radius:2px;background:none;overflow:hidden}
        progress::-webkit-progress-bar{background:none}
        progress::-webkit-progress-value{background:var(--accent)}
        progress::-moz-progress-bar{background:var(--accent)}
        .status{white-space:nowrap;font-weight:500}
        .good{color:var(--good)}.bad{color:var(--bad)}.waiting{color:var(--warn)}.over{color:var(--soft)}
        .glyph{width:.75rem;height:.75rem;margin-right:.375rem;vertical-align:-.03em}
        .stroke{fill:none;stroke:currentColor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
        .full{fill:currentColor}
        .timeline svg{display:block}
        .timeline .axis,.timeline li{border-bottom:1px solid var(--line)}
        .timeline li{display:grid;grid-template-columns:minmax(0,14rem) minmax(0,1fr) 17.5rem;gap:0 1rem;align-items:center}
        .timeline .axis{margin-left:15rem;width:calc(100% - 33.5rem)}
        .alone .axis{margin-left:0;width:100%}
        .who{overflow-wrap:anywhere;padding:.375rem 0;line-height:1.3}
        .when{font-size:.9375rem;white-space:nowrap}
        .axis,.lane{overflow:visible}
        .axis text{fill:var(--soft);font-size:.8125rem}
        .night{fill:var(--shade)}
        .day{stroke:var(--line);stroke-width:1}
        .mark{fill:var(--accent);stroke:var(--accent)}
        .mark circle{stroke:none}
        .mark line{stroke-width:9;stroke-linecap:round}
        .alone{border-top:0}
        .alone .lane{border-bottom:1px solid var(--line)}
        details{margin-top:.5rem}
        summary{cursor:pointer;color:var(--accent);width:max-content}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;padding:.5rem 1rem .5rem 0;border-bottom:1px solid var(--line)}
        th:last-child,td:last-child{padding-right:0}
        thead th{font-size:.875rem;font-weight:500;color:var(--soft);padding-top:0;white-space:nowrap;vertical-align:bottom}
        tbody th{font-weight:500}
        .number{text-align:right;white-space:nowrap}
        .zero{color:var(--soft)}
        .scroll{overflow-x:auto}
        .statistics{width:auto}
        .statistics th,.statistics td,.variations th,.variations td{padding-right:2rem}
        .statistics thead th:not(:first-child),.variations thead th:not(:first-child),.upcoming thead th:last-child,\
        .campaigns thead th:nth-child(n+5){text-align:right}
        .variations{width:auto}
        .history thead th:nth-child(n+3):not(:last-child){text-align:right}
        .history tbody th .local{display:block;font-weight:400}
        .history .words{min-width:14rem;overflow-wrap:anywhere}
        .history{font-size:.9375rem}
        .campaigns tbody th{overflow-wrap:anywhere;min-width:12rem}
        .campaigns .id{display:block;font-weight:400}
        .campaigns .local{display:block}
        .campaigns td:nth-child(4){padding-bottom:0}
        .bars{display:block;overflow:visible}
        .bars .full,.bars .wide{fill:none;stroke:var(--accent);stroke-width:6}
        .bars .wide{stroke-width:8}
        .bars .ground{stroke:var(--soft)}
        .share .full{fill:var(--accent)}
        .bars .hollow,.share .hollow{fill:none;stroke:var(--bad)}
        .share .hollow{stroke:var(--soft)}
        .share{margin-right:.5rem}
        .bars .open{fill:none;stroke:var(--soft);stroke-dasharray:2 1}
        .bars .crosses{fill:none;stroke:var(--bad);stroke-width:1.6}
        .bars .dots{fill:none;stroke:var(--soft);stroke-width:3;stroke-linecap:round}
        .chart{margin:.75rem 0 0;overflow-x:auto}
        .paging{display:flex;gap:1.5rem;margin-top:1rem}
        dl{margin:0;display:grid;grid-template-columns:10rem minmax(0,1fr)}
        dt,dd{margin:0;padding:.3125rem 0;border-bottom:1px solid var(--line)}
        dt{color:var(--soft)}
        dd{overflow-wrap:anywhere}
        @media (max-width:62em){
        .pair{grid-template-columns:minmax(0,1fr)}
        .timeline li{grid-template-columns:minmax(0,1fr) auto;padding:.375rem 0}
        .timeline li .lane{grid-column:1/-1;grid-row:2}
        .timeline .axis{margin-left:0;width:100%}
        .who{padding:0 0 .25rem}
        .when .quiet{display:none}
        }
        @media (max-width:56em){
        body{padding:1rem 1rem 2rem}
        .campaigns,.campaigns tbody{display:block}
        .campaigns thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .campaigns tr{display:flex;flex-wrap:wrap;align-items:baseline;gap:.125rem 1rem;padding:.75rem 0;border-bottom:1px solid var(--line)}
        .campaigns th,.campaigns td{display:block;border:0;padding:0;min-width:0;text-align:left}
        .campaigns tbody th{flex:1 1 0;min-width:0}
        .campaigns td:nth-child(3),.campaigns td:nth-child(4){flex-basis:100%}
        .campaigns td:nth-child(4){padding-top:.25rem}
        .campaigns .local{display:inline}
        .campaigns td:empty,.campaigns .zero{display:none}
        .campaigns td:nth-child(5)::before{content:"Runs "}
        .campaigns td:nth-child(6)::before{content:"Delivered "}
        .history,.history tbody{display:block}
        .history thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .history tr{display:flex;flex-wrap:wrap;align-items:baseline;gap:.125rem 1rem;padding:.625rem 0;border-bottom:1px solid var(--line)}
        .history th,.history td{display:block;border:0;padding:0;text-align:left}
        .history tbody th{flex:1 1 auto}
        .history .words{flex-basis:100%;min-width:0}
        .history .number::before{content:attr(data-name) " "}
        .history td:empty,.history .zero{display:none}
        .axis text{font-size:.75rem;letter-spacing:-.03em}
        dl{display:block}
        dt{border:0;padding-bottom:0}
        dd{padding-top:0}
        .statistics th,.statistics td{padding-right:1rem;white-space:nowrap}
        }
        @media (max-width:36em){
        .share{display:none}
        .variations th,.variations td{padding-right:1rem}
        }
        @media (forced-colors:active){
        .night{fill:none;stroke:CanvasText;stroke-dasharray:1 3}.day{stroke:CanvasText;stroke-opacity:.4}.axis text{fill:CanvasText}
        .mark{fill:CanvasText;stroke:CanvasText}.full,.share .full{fill:CanvasText}
        .stroke,.bars .full,.bars .wide,.bars .hollow,.bars .open,.bars .crosses,.bars .dots,.bars .ground{stroke:CanvasText}
        progress::-webkit-progress-value{forced-color-adjust:none;background:Highlight}
        }
        @media print{
        html{font-size:80%}.skip,.paging,footer,details:not([open]){display:none}a{color:inherit;text-decoration:none}
        tr,li{break-inside:avoid}svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }
        """
}
