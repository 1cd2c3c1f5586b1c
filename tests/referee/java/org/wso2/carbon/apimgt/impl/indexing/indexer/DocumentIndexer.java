package org.wso2.carbon.apimgt.impl.indexing.indexer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** WSO2's throttling policies write to the log of this class, which needs libraries for PDF and Word. */
public class DocumentIndexer {
  public static final Log log = LogFactory.getLog(DocumentIndexer.class);
}
