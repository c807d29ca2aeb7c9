# How every file of ours is compiled and linked: the interface library `house`.

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
	set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug or Release" FORCE)
endif()
set(CMAKE_C_FLAGS_RELEASE "-O2 -g")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g")
# -O1: the whole suite runs under sanitizers several times a day.
set(CMAKE_C_FLAGS_DEBUG "-O1 -g")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g")

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
include(CheckPIESupported)
check_pie_supported()

add_library(house INTERFACE)
target_include_directories(house INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_definitions(house INTERFACE
	_GNU_SOURCE CROSSDEP_VERSION="${PROJECT_VERSION}")
target_compile_options(house INTERFACE
	-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wundef -Wformat=2
	$<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes>
	$<$<COMPILE_LANGUAGE:C>:-Wmissing-prototypes>
	$<$<BOOL:${CROSSDEP_WERROR}>:-Werror>
	-fno-omit-frame-pointer)
target_link_options(house INTERFACE -Wl,--as-needed)
target_link_libraries(house INTERFACE Threads::Threads)

if(CROSSDEP_SANITIZE)
	target_compile_options(house INTERFACE
		-fsanitize=${CROSSDEP_SANITIZE} -fno-sanitize-recover=all)
	target_link_options(house INTERFACE -fsanitize=${CROSSDEP_SANITIZE})
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
	# Sanitizers bring their own checks, and _FORTIFY_SOURCE hides calls from them.
	target_compile_options(house INTERFACE
		-fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
	target_link_options(house INTERFACE -Wl,-z,relro,-z,now)

	include(CheckIPOSupported)
	check_ipo_supported(RESULT has_lto OUTPUT why_not LANGUAGES C)
	set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ${has_lto})
endif()

if(CROSSDEP_FUZZ)
	# Every room counts its branches; only the fuzz targets get libFuzzer's main.
	target_compile_options(house INTERFACE -fsanitize=fuzzer-no-link)
endif()
