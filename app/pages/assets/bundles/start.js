/* Made by make bundles from start.js and the modules that it imports. Edit those. */
var e=()=>document.head.append(document.getElementById("after-paint").content);new PerformanceObserver(e).observe({type:"paint",buffered:!0});setTimeout(e,1e3);
