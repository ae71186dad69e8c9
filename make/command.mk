# The command with its debug information in a separate file.
#
#   make command   builds target/command/defray, and target/command/defray.debug for backtraces with line numbers

COMMAND_WORK := $(abspath $(C_TARGET))/command

.PHONY: command
command:
	$(CARGO) build --release --locked -p defray-cli --config 'profile.release.package.defray-cli.strip="none"'
	@mkdir -p $(COMMAND_WORK)
	objcopy --only-keep-debug $(C_TARGET)/release/defray $(COMMAND_WORK)/defray.debug
	cd $(COMMAND_WORK) && objcopy --strip-debug --add-gnu-debuglink=defray.debug $(abspath $(C_TARGET))/release/defray defray
