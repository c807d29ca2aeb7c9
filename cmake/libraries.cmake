# The libraries of others. Each is linked by the one room that may include its header
# (see tests/layers); docs/dependencies.md says why each was chosen.

find_package(PkgConfig REQUIRED)
pkg_check_modules(libgit2 REQUIRED IMPORTED_TARGET libgit2)
pkg_check_modules(cjson REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)

add_library(sqlite INTERFACE)
find_library(SQLITE3_ARCHIVE libsqlite3.a HINTS ${sqlite3_LIBRARY_DIRS})
if(CROSSDEP_STATIC_SQLITE AND SQLITE3_ARCHIVE)
	target_include_directories(sqlite SYSTEM INTERFACE ${sqlite3_INCLUDE_DIRS})
	target_link_libraries(sqlite INTERFACE
		${SQLITE3_ARCHIVE} ${sqlite3_STATIC_LIBRARIES} ${CMAKE_DL_LIBS})
	# The archive's name stands in the list too; it must not bring the shared library back.
	get_target_property(libraries sqlite INTERFACE_LINK_LIBRARIES)
	list(REMOVE_ITEM libraries sqlite3)
	set_property(TARGET sqlite PROPERTY INTERFACE_LINK_LIBRARIES ${libraries})
else()
	target_link_libraries(sqlite INTERFACE PkgConfig::sqlite3)
endif()
