apps/paint/lib/shaders/b.frag
