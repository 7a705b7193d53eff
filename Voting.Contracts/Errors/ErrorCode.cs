namespace Voting.Contracts.Errors;

/// <summary>The <c>code</c> of an error: what a program decides by. Each error of the HTTP API carries one, beside the reason in words.</summary>
public static class ErrorCode
{
    /// <summary>400: the request cannot be read.</summary>
    public const string MalformedRequest = "malformed_request";

    /// <summary>400: the definition of a poll has faults; <c>errors</c> names each.</summary>
    public const string InvalidPoll = "invalid_poll";

    /// <summary>400: the ballot is none of this poll; <c>errors</c> names each fault.</summary>
    public const string InvalidBallot = "invalid_ballot";

    /// <summary>400: a query asks for what there is not; <c>errors</c> names each member.</summary>
    public const string InvalidQuery = "invalid_query";

    /// <summary>400: this poll is open to who has a voting code, and the ballot has none.</summary>
    public const string CodeRequired = "code_required";

    /// <summary>400: this is no voting code; a character is wrong or missing.</summary>
    public const string CodeMistyped = "code_mistyped";

    /// <summary>401: this needs the administrator key or the host key of the poll.</summary>
    public const string KeyRequired = "key_required";

    /// <summary>403: only the administrator makes new polls here.</summary>
    public const string HostingRestricted = "hosting_restricted";

    /// <summary>403: the poll shows its results to others, or later.</summary>
    public const string ResultsHidden = "results_hidden";

    /// <summary>403: the poll has no such voting code.</summary>
    public const string CodeUnknown = "code_unknown";

    /// <summary>403: the voting code was revoked.</summary>
    public const string CodeRevoked = "code_revoked";

    /// <summary>404: nothing is at this address.</summary>
    public const string NotFound = "not_found";

    /// <summary>404: no poll has this id.</summary>
    public const string UnknownPoll = "unknown_poll";

    /// <summary>404: no poll has this join code.</summary>
    public const string UnknownCode = "unknown_code";

    /// <summary>404: no ballot has this id.</summary>
    public const string UnknownBallot = "unknown_ballot";

    /// <summary>404: the balance has not been measured yet.</summary>
    public const string NotMeasured = "not_measured";

    /// <summary>405: the address does not take this method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>409: the voting code was used, and in this poll the first vote stays.</summary>
    public const string AlreadyVoted = "already_voted";

    /// <summary>409: the poll has no voting codes: anyone who has the link may vote.</summary>
    public const string PollWithoutCodes = "poll_without_codes";

    /// <summary>409: the poll is closed.</summary>
    public const string PollClosed = "poll_closed";

    /// <summary>409: the poll is not open yet.</summary>
    public const string PollNotOpen = "poll_not_open";

    /// <summary>409: the poll is open, so only its closing time can change.</summary>
    public const string PollOpen = "poll_open";

    /// <summary>409: the poll is a draft no more.</summary>
    public const string PollNotDraft = "poll_not_draft";

    /// <summary>409: the poll is not closed.</summary>
    public const string PollNotClosed = "poll_not_closed";

    /// <summary>409: the result of the poll is not final yet.</summary>
    public const string PollNotFinal = "poll_not_final";

    /// <summary>409: another poll has this id.</summary>
    public const string PollExists = "poll_exists";

    /// <summary>409 or 412: somebody else changed the poll meanwhile.</summary>
    public const string PollChanged = "poll_changed";

    /// <summary>413: the body is too large.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <summary>415: the body is no JSON.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>422: the idempotency key was used for another ballot.</summary>
    public const string IdempotencyKeyReused = "idempotency_key_reused";

    /// <summary>429: this client sends more than its share.</summary>
    public const string TooManyRequests = "too_many_requests";

    /// <summary>429: too many wrong keys came from this client.</summary>
    public const string TooManyWrongKeys = "too_many_wrong_keys";

    /// <summary>429: too many wrong voting codes came from this client.</summary>
    public const string TooManyWrongCodes = "too_many_wrong_codes";

    /// <summary>429: more votes wait to be stored than the stream may hold.</summary>
    public const string BacklogFull = "backlog_full";

    /// <summary>500: a fault of this program. It is logged under the <c>traceId</c>.</summary>
    public const string InternalError = "internal_error";

    /// <summary>503: too many votes are in progress in this process.</summary>
    public const string Busy = "busy";

    /// <summary>503: the vote stream does not answer.</summary>
    public const string StreamUnavailable = "stream_unavailable";

    /// <summary>503: the ledger does not answer.</summary>
    public const string LedgerUnavailable = "ledger_unavailable";

    /// <summary>503: the vote stream and the ledger contradict each other, because one of them was restored to an earlier time.</summary>
    public const string StoresDiffer = "stores_differ";

    /// <summary>503: the key by which the poll tells its voters apart is not configured.</summary>
    public const string VoterKeyMissing = "voter_key_missing";

    /// <summary>503: the service behind the gateway does not answer.</summary>
    public const string ServiceUnavailable = "service_unavailable";

    /// <summary>503: the poll's definition changed again and again while the ballot was checked.</summary>
    public const string PollChanging = "poll_changing";

    /// <summary>Any other refusal.</summary>
    public const string Refused = "refused";

    /// <summary>The code of an error that the framework itself answers.</summary>
    public static string Of(int? status) => status switch
    {
        400 => MalformedRequest,
        401 => KeyRequired,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        500 => InternalError,
        _ => Refused,
    };
}
