packages/brushes/lib/shaders/a.frag
