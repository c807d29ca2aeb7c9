# How tests become ctest tests. Each runs with its own empty home, without the machine's git
# configuration, and knows SOURCE_DIR and, once there is a program, CROSSDEP.

find_package(PkgConfig REQUIRED)
pkg_check_modules(cmocka REQUIRED IMPORTED_TARGET cmocka)

file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/home)
set(test_environment
	HOME=${CMAKE_BINARY_DIR}/home XDG_CONFIG_HOME=${CMAKE_BINARY_DIR}/home
	GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null LC_ALL=C.UTF-8 TZ=UTC
	SOURCE_DIR=${CMAKE_SOURCE_DIR}
	UBSAN_OPTIONS=print_stacktrace=1)
if(TARGET crossdep)
	list(APPEND test_environment CROSSDEP=$<TARGET_FILE:crossdep>)
endif()

function(crossdep_add_test name)
	add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
	set_tests_properties(${name} PROPERTIES ENVIRONMENT "${test_environment}" TIMEOUT 300
		SKIP_RETURN_CODE 77)
endfunction()

# crossdep_room_tests(ROOM): each tests/unit/ROOM/NAME_test.c becomes the test unit_ROOM_NAME, on
# top of that room and of tests/support. The other sources there are shared by these tests.
function(crossdep_room_tests room)
	file(GLOB shared CONFIGURE_DEPENDS ${room}/*.c)
	file(GLOB sources CONFIGURE_DEPENDS ${room}/*_test.c)
	list(REMOVE_ITEM shared ${sources})
	set(libraries test_support room_${room})
	if(shared)
		add_library(unit_${room} STATIC ${shared})
		target_link_libraries(unit_${room} PUBLIC ${libraries})
		list(PREPEND libraries unit_${room})
	endif()
	foreach(source IN LISTS sources)
		get_filename_component(name ${source} NAME_WE)
		string(REGEX REPLACE "_test$" "" name ${name})
		set(target unit_${room}_${name})
		add_executable(${target} ${source})
		target_link_libraries(${target} PRIVATE ${libraries})
		crossdep_add_test(${target} ${target})
	endforeach()
endfunction()

# crossdep_story_tests(): each tests/story/NAME.sh becomes the test story_NAME, but lib.sh, which
# they share.
function(crossdep_story_tests)
	file(GLOB stories CONFIGURE_DEPENDS story/*.sh)
	list(FILTER stories EXCLUDE REGEX "/lib\\.sh$")
	if(NOT TARGET crossdep)
		return()
	endif()
	foreach(story IN LISTS stories)
		get_filename_component(name ${story} NAME_WE)
		crossdep_add_test(story_${name} sh ${story})
	endforeach()
endfunction()

# crossdep_fuzz_targets(): each tests/fuzz/NAME_fuzz.c becomes the program fuzz_NAME. With
# CROSSDEP_FUZZ it looks for new inputs; else it only replays those in tests/fuzz/corpus/NAME, as
# the test fuzz_NAME.
function(crossdep_fuzz_targets)
	add_custom_target(fuzzers)
	add_library(fuzz_support STATIC fuzz/soundness.c)
	target_include_directories(fuzz_support PUBLIC ${CMAKE_SOURCE_DIR}/tests)
	target_link_libraries(fuzz_support PUBLIC room_syntax)
	file(GLOB sources CONFIGURE_DEPENDS fuzz/*_fuzz.c)
	foreach(source IN LISTS sources)
		get_filename_component(name ${source} NAME_WE)
		string(REGEX REPLACE "_fuzz$" "" name ${name})
		set(target fuzz_${name})
		add_executable(${target} ${source})
		target_link_libraries(${target} PRIVATE fuzz_support room_cli)
		add_dependencies(fuzzers ${target})
		if(CROSSDEP_FUZZ)
			target_link_options(${target} PRIVATE -fsanitize=fuzzer)
			set_target_properties(${target} PROPERTIES
				RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzzers)
		else()
			target_sources(${target} PRIVATE fuzz/replay_main.c)
			crossdep_add_test(${target} ${target} ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/${name})
		endif()
	endforeach()
endfunction()
