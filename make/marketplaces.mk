# Tests of the marketplaces with independent implementations of the same protocols: the service models of AWS, and a
# simulation of SNS and of the metering service.
MARKETPLACES_TOOLS := target/tools/marketplaces

$(MARKETPLACES_TOOLS)/.ready: make/marketplaces.mk make/venv.sh
	make/venv.sh $(MARKETPLACES_TOOLS) 'moto[sns,sqs]==5.2.5' boto3==1.44.5 botocore==1.44.5 cryptography==50.0.2 \
		aiosmtpd==1.4.6
	touch $@

.PHONY: marketplaces-test
marketplaces-test: $(MARKETPLACES_TOOLS)/.ready programs
	$(MARKETPLACES_TOOLS)/bin/python adapters/marketplaces/tests/python/against_others.py \
		$(or $(CARGO_TARGET_DIR),target)/debug/examples/wire
	$(MARKETPLACES_TOOLS)/bin/python cli/tests/marketplaces/story.py $(or $(CARGO_TARGET_DIR),target)/debug/defray
