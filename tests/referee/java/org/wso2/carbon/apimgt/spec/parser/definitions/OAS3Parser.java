package org.wso2.carbon.apimgt.spec.parser.definitions;

import org.wso2.carbon.apimgt.api.APIDefinition;

/** Our own words: the Publisher's code names it, but nothing that is asked here makes one. */
public abstract class OAS3Parser extends APIDefinition {}
