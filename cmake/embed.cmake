# Files turned into C arrays while building, by the small program cmake/embed.c.

add_executable(embed ${CMAKE_SOURCE_DIR}/cmake/embed.c)

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

# crossdep_embed_files(OUT HEADER SYMBOL FILE...)
#
# The same for a list of files, sorted by name: `const struct embedded_file SYMBOL[]` and
# `const size_t SYMBOL_count`. The caller globs with CONFIGURE_DEPENDS, so that a new file is seen.
function(crossdep_embed_files out header symbol)
	set(source ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c)
	add_custom_command(OUTPUT ${source}
		COMMAND embed files ${source} ${header} ${symbol} ${ARGN}
		DEPENDS embed ${ARGN} VERBATIM)
	set(${out} ${source} PARENT_SCOPE)
endfunction()
