apps/paint/shaders/c.frag
