# What is read, not run: the manual, the schema, the examples, and completions for the shells.

install(FILES man/mkfdt.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES man/mkfdt.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Side by side, so that an example's "$schema": "../schemas/..." is found there as it is here.
install(FILES schemas/mkfdt.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/mkfdt/schemas)
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DATADIR}/mkfdt USE_SOURCE_PERMISSIONS)

# The program prints the completions and the schema; one that was built for another machine cannot.
if(CMAKE_CROSSCOMPILING)
	return()
endif()

set(completions)
foreach(shell bash zsh fish)
	set(completion ${PROJECT_BINARY_DIR}/completions/mkfdt.${shell})
	add_custom_command(OUTPUT ${completion}
		COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/completions
		COMMAND mkfdt --completion ${shell} -o ${completion}
		DEPENDS mkfdt
		VERBATIM)
	list(APPEND completions ${completion})
endforeach()
add_custom_target(completions ALL DEPENDS ${completions})
install(FILES ${PROJECT_BINARY_DIR}/completions/mkfdt.bash
	DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME mkfdt)
install(FILES ${PROJECT_BINARY_DIR}/completions/mkfdt.zsh
	DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _mkfdt)
install(FILES ${PROJECT_BINARY_DIR}/completions/mkfdt.fish
	DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# cmake --build build --target schema: writes schemas/mkfdt.schema.json anew, after a change of a row of src/vm.
add_custom_target(schema
	COMMAND mkfdt --schema -o ${PROJECT_SOURCE_DIR}/schemas/mkfdt.schema.json
	DEPENDS mkfdt
	VERBATIM)
