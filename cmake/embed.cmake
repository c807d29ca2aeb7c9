# Files turned into C arrays while building, by the small program cmake/embed.c.

add_executable(embed ${CMAKE_SOURCE_DIR}/cmake/embed.c)
target_link_libraries(embed PRIVATE PkgConfig::cjson)

# crossdep_embed_text(OUT HEADER SYMBOL FILE)
#
# OUT receives the path of a C file that defines `const char SYMBOL[]`, the text of FILE and a
# final NUL, as HEADER declares it.
function(crossdep_embed_text out header symbol file)
	set(source ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c)
	add_custom_command(OUTPUT ${source}
		COMMAND embed text ${source} ${header} ${symbol} ${file}
		DEPENDS embed ${file} VERBATIM)
	set(${out} ${source} PARENT_SCOPE)
endfunction()

# crossdep_embed_rules(OUT HEADER FILE...)
#
# OUT receives the path of a C file that defines what HEADER declares of the rule files. The caller globs with CONFIGURE_DEPENDS, so that a new file is seen.
function(crossdep_embed_rules out header)
	set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_rules.c)
	add_custom_command(OUTPUT ${source}
		COMMAND embed rules ${source} ${header} ${ARGN}
		DEPENDS embed ${ARGN} VERBATIM)
	set(${out} ${source} PARENT_SCOPE)
endfunction()
