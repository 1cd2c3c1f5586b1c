package org.wso2.carbon.governance.registry.extensions.indexers;

/** The class from which WSO2's indexer of documents is derived; nothing is indexed here. */
public class RXTIndexer {}
