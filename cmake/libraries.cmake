# The libraries of others. Each is linked by the one room that may include its header
# (see tests/layers); docs/dependencies.md says why each was chosen.

find_package(PkgConfig REQUIRED)
pkg_check_modules(libgit2 REQUIRED IMPORTED_TARGET libgit2)
pkg_check_modules(cjson REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(yaml REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(expat REQUIRED IMPORTED_TARGET expat)

# crossdep_archive(NAME PACKAGE LIBRARY)
#
# Makes the target NAME of the pkg-config package PACKAGE, linked as the archive of LIBRARY where
# there is one: every shared library is paid for at each start.
function(crossdep_archive name package library)
	add_library(${name} INTERFACE)
	find_library(${library}_ARCHIVE lib${library}.a HINTS ${${package}_LIBRARY_DIRS})
	if(CROSSDEP_STATIC_LIBRARIES AND ${library}_ARCHIVE)
		# What the archive needs itself, but not the shared library that it stands for.
		set(others ${${package}_STATIC_LIBRARIES})
		list(REMOVE_ITEM others ${library})
		target_include_directories(${name} SYSTEM INTERFACE ${${package}_INCLUDE_DIRS})
		target_link_libraries(${name} INTERFACE
			${${library}_ARCHIVE} ${others} ${CMAKE_DL_LIBS})
	else()
		target_link_libraries(${name} INTERFACE PkgConfig::${package})
	endif()
endfunction()

crossdep_archive(sqlite sqlite3 sqlite3)
crossdep_archive(libyaml yaml yaml)
crossdep_archive(libexpat expat expat)

