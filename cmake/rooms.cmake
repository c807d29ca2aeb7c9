# crossdep_room(NAME [ON ROOM...] [LIBRARIES TARGET...] [SOURCES FILE...])
#
# Makes the static library room_NAME of src/NAME/*.c (and *.cc), on top of the rooms named, and of
# generated SOURCES if there are any. LIBRARIES are others' and private to the room. main.c is left
# out, so that tests can link the rest. A room without a source only passes its headers on.
function(crossdep_room name)
	cmake_parse_arguments(PARSE_ARGV 1 room "" "" "ON;LIBRARIES;SOURCES")
	file(GLOB sources CONFIGURE_DEPENDS *.c *.cc)
	list(FILTER sources EXCLUDE REGEX "/main\\.c$")
	list(APPEND sources ${room_SOURCES})
	list(TRANSFORM room_ON PREPEND room_)

	if(sources)
		add_library(room_${name} STATIC ${sources})
		target_link_libraries(room_${name} PUBLIC house ${room_ON} PRIVATE ${room_LIBRARIES})
	else()
		add_library(room_${name} INTERFACE)
		target_link_libraries(room_${name} INTERFACE house ${room_ON})
	endif()
endfunction()
