# Tests of mails with a real SMTP server, which is installed from the package registry.
MAIL_TOOLS := target/tools/mail

$(MAIL_TOOLS)/.ready: make/mail.mk make/venv.sh
	make/venv.sh $(MAIL_TOOLS) aiosmtpd==1.4.6
	touch $@

.PHONY: mail-test
mail-test: $(MAIL_TOOLS)/.ready programs
	$(MAIL_TOOLS)/bin/python cli/tests/mail/deliver.py $(or $(CARGO_TARGET_DIR),target)/debug/defray
