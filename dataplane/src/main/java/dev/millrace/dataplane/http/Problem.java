package dev.millrace.dataplane.http;

/** Why a request to a pipeline is not fulfilled: the error code on the wire and its HTTP status. */
public enum Problem {
    PARSE_ERRORS(400, "ParseErrors"),
    AD_HOC_QUERY_ERROR(400, "AdHocQueryError"),
    INVALID_PARAM(400, "InvalidParam"),
    INVALID_CONNECTOR_ACTION(400, "InvalidConnectorAction"),
    INVALID_BOOTSTRAP_CONFIG(400, "InvalidBootstrapConfig"),
    BOOTSTRAP_NOT_ALLOWED(400, "BootstrapNotAllowed"),
    INCARNATION_UUID_MISMATCH(400, "IncarnationUuidMismatch"),
    NO_TRANSACTION_IN_PROGRESS(400, "NoTransactionInProgress"),
    UNAUTHORIZED(401, "AuthenticationFailed"),
    UNKNOWN_PATH(404, "UnknownPath"),
    UNKNOWN_INPUT_STREAM(404, "UnknownInputStream"),
    UNKNOWN_OUTPUT_STREAM(404, "UnknownOutputStream"),
    UNKNOWN_INPUT_ENDPOINT(404, "UnknownInputEndpoint"),
    UNKNOWN_OUTPUT_ENDPOINT(404, "UnknownOutputEndpoint"),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowed"),
    TRANSACTION_IN_PROGRESS(409, "TransactionInProgress"),
    TERMINATING(410, "Terminating"),
    PIPELINE_RESTARTED(410, "PipelineRestarted"),
    API_CONNECTION_LIMIT(429, "ApiConnectionLimit"),
    INTERNAL(500, "Internal"),
    CHECKPOINT_FAILED(500, "CheckpointFailed"),
    NOT_SUPPORTED(501, "NotSupported"),
    INITIALIZING(503, "Initializing"),
    AWAITING_APPROVAL(503, "AwaitingApproval");

    private final int status;
    private final String code;

    Problem(int status, String code) {
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
