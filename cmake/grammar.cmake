# The grammars of JavaScript and TypeScript: C sources of an npm package that `./dev build` fetches
# (cmake/grammar), compiled as they are. Without them, or without libtree-sitter, such files are left
# unread, and the program says so.

set(CROSSDEP_GRAMMAR ${CMAKE_SOURCE_DIR}/build/grammar/node_modules/tree-sitter-typescript
	CACHE PATH "The unpacked npm package tree-sitter-typescript")
pkg_check_modules(tree-sitter IMPORTED_TARGET tree-sitter)

set(grammar_sources
	${CROSSDEP_GRAMMAR}/tsx/src/parser.c ${CROSSDEP_GRAMMAR}/tsx/src/scanner.c
	${CROSSDEP_GRAMMAR}/typescript/src/parser.c ${CROSSDEP_GRAMMAR}/typescript/src/scanner.c)
set(CROSSDEP_READS_SCRIPTS ON)
foreach(source IN LISTS grammar_sources)
	if(NOT EXISTS ${source})
		set(CROSSDEP_READS_SCRIPTS OFF)
	endif()
endforeach()
if(NOT tree-sitter_FOUND)
	set(CROSSDEP_READS_SCRIPTS OFF)
endif()

if(CROSSDEP_READS_SCRIPTS)
	crossdep_archive(libtreesitter tree-sitter tree-sitter)
	add_library(grammar STATIC ${grammar_sources})
	target_include_directories(grammar PRIVATE ${CROSSDEP_GRAMMAR}/tsx/src)
	target_compile_options(grammar PRIVATE -w)
	target_link_libraries(grammar PUBLIC libtreesitter)
	target_compile_definitions(grammar INTERFACE CROSSDEP_READS_SCRIPTS)
	# Tables of others: nothing to analyse, and nothing that knowing the callers makes faster.
	set_target_properties(grammar PROPERTIES C_CLANG_TIDY "" EXPORT_COMPILE_COMMANDS OFF
		INTERPROCEDURAL_OPTIMIZATION OFF)
else()
	message(STATUS "JavaScript and TypeScript are left out: no libtree-sitter, or no grammars in "
		"${CROSSDEP_GRAMMAR}")
	add_library(grammar INTERFACE)
endif()
