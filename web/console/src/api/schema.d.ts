// Made from functions/api/openapi.json by `npm run types`. Do not edit.

export interface paths {
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The connections, by name. */
        get: operations["list_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A connection. */
        get: operations["get_account"];
        /** Creates a connection, or replaces it. */
        put: operations["save_account"];
        post?: never;
        /** Deletes a connection: its webhook address leads nowhere any more. */
        delete: operations["delete_account"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the platform asks of a connection: page and number, approvals, terms; token, subscription and first message. What a person must
         *     confirm is confirmed by saving the connection with `confirmed`.
         */
        get: operations["get_checklist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/entry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A link and a QR code that open a conversation with an account. */
        get: operations["get_entry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a connection does, as its platform last told: asked every half hour, and every five minutes while something is wrong. */
        get: operations["get_account_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets the secrets of a connection, all of them. They take effect within five minutes. */
        put: operations["save_account_secrets"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The agents with their presence and load, by name. */
        get: operations["list_agents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the caller is, what they may do, and their desk. */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/me/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The caller comes or goes. */
        put: operations["attend_me"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An agent with their presence and load. An agent may see themselves only. */
        get: operations["get_agent"];
        /** Creates an agent, or replaces what is written of them. Their id is the `sub` of their sign-in. */
        put: operations["save_agent"];
        post?: never;
        /** Deletes an agent who holds no conversation. */
        delete: operations["delete_agent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{id}/commands/{command}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a change of presence has come. */
        get: operations["get_agent_command"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** An agent comes or goes, as their supervisor says. */
        put: operations["attend"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The alert rules, by name. */
        get: operations["list_alert_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alert-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An alert rule. */
        get: operations["get_alert_rule"];
        /** Creates an alert rule, or replaces it. It is read within five minutes. */
        put: operations["save_alert_rule"];
        post?: never;
        /** Deletes an alert rule. What it has told stays. */
        delete: operations["delete_alert_rule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alert-rules/{id}/backtest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries a draft of an alert rule on the counters of the past: what it would have told, what the saved rule would have told and it would not,
         *     how often somebody would have been disturbed. Alerts are made of whole hours here; in the house the running hour is looked at every five
         *     minutes besides.
         */
        post: operations["backtest_alert_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alert-rules/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses an alert rule. */
        post: operations["pause_alert_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alert-rules/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets an alert rule take part again. */
        post: operations["resume_alert_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alert-rules/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of an alert rule, the newest first, also of one that was deleted. */
        get: operations["list_alert_rule_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alert-rules/{id}/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an earlier version of an alert rule the newest again, also of one that was deleted. */
        post: operations["restore_alert_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The alerts of a month, newest first. */
        get: operations["list_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An alert: what was observed, what was expected, where it comes from. */
        get: operations["get_alert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that the caller sees to an alert. Whoever said so first stays. */
        post: operations["acknowledge_alert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{id}/cause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What drives an alert: terms against the seven days before, and who says most. */
        get: operations["get_alert_cause"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analyses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Judges texts as it would judge them if customers wrote them now, with the company's own rules of urgency. Nothing is kept, and an
         *     engine of AWS is not asked.
         */
        post: operations["analyze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The answers that wait for approval, the oldest first. They stay when the crisis is over, until a person decides. */
        get: operations["list_approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/backtests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries a draft on what is stored, 2,000 items a page, oldest first: what it would have caught, what the saved version
         *     catches and it does not, how many a day, who would have been busy, what it would cost.
         */
        post: operations["backtest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/canned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The canned responses for the caller's queues, by name. */
        get: operations["list_canned"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/canned/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A canned response. */
        get: operations["get_canned"];
        /** Creates a canned response, or replaces it. */
        put: operations["save_canned"];
        post?: never;
        /** Deletes a canned response. */
        delete: operations["delete_canned"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody who works here, by the names of their sign-ins: to be transferred to, to be named in a note. */
        get: operations["list_colleagues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person. Agents see those of whom they see a conversation. */
        get: operations["get_contact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A person's conversations on all platforms, newest first. Those outside an agent's queues are left out, so a page
         *     may be shorter than asked for.
         */
        get: operations["list_contact_conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keeps tags and facts about a person, in the place of those that were kept. Who sees one of their conversations may. */
        put: operations["save_profile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a conversation for a customer, or continues the one that runs. Needs an `Idempotency-Key`, so that nothing is
         *     said twice.
         */
        post: operations["open_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/opened/{id}/{message}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The conversation that a message opened, or continued. One that was never sent is pending for ever. */
        get: operations["get_opened"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A conversation. Agents see those they hold or are offered, and those of their queues. */
        get: operations["get_conversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The agent the conversation is on offer to takes it. */
        post: operations["accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A supervisor gives a conversation to an agent. */
        post: operations["assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The interaction is over, with what it was about. */
        post: operations["close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/commands/{command}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a command on a conversation has come. A command that was never sent is pending for ever.
         * @description Whoever sent a command may ask for its outcome, even if the conversation has left their queues by it.
         */
        get: operations["get_conversation_command"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The agent the conversation is on offer to does not take it: it goes on to another. */
        post: operations["decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that nobody should have been asked: the conversation is over, and the rule that asked for people is told so by its
         *     figures. Not after an answer, and not out of other hands.
         */
        post: operations["dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The customer's side ends; wrap-up begins. */
        post: operations["end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rows of a conversation's thread, earlier conversations included: the newest first; or, with `after_seq` or
         *     `since`, what was missed, oldest first.
         */
        get: operations["list_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/messages/{message}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets an answer go out that waits for approval. Whether the channel still takes it is asked once more. */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/messages/{message}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files a customer sent with a message, or the one that an answer carried, each with a link that ends after five minutes. */
        get: operations["list_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/messages/{message}/moderate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hides, likes or deletes what a customer wrote for all to see, by the conversation's channel. Only whoever holds the conversation
         *     may. A row of the thread says what was done, and `not_…` if the platform did not do it.
         */
        post: operations["moderate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/messages/{message}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says no to an answer that waits for approval. Its author may take it back themselves. */
        post: operations["refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/messages/{message}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends an answer again that failed, or of which nobody knows whether it was sent. */
        post: operations["resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/messages/{message}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a customer's message came to this conversation: how it was judged, which rules with which values decided, and who was asked. */
        get: operations["explain_message"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves words for colleagues. They are never sent to the customer. */
        post: operations["leave_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers the customer, by the channel they wrote on. In a crisis an agent's public answer waits until a supervisor approves it: the
         *     `state` of its `delivery` is `awaiting`. Needs an `Idempotency-Key`, so that no answer goes out twice.
         */
        post: operations["reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller takes a conversation. Out of other hands only a supervisor may. */
        post: operations["take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Passes a conversation on: to a queue, an agent, or whoever has a skill. Agents pass on what they hold. */
        post: operations["transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Room for a file that an answer will carry. The agent who has the conversation may put one file there within ten minutes; what is not sent within
         *     three days is deleted.
         */
        post: operations["begin_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The corrections of a month with the words they are about, oldest first: training data. */
        get: operations["list_corrections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/crisis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The crisis that is on; 404 where none is. */
        get: operations["get_crisis"];
        /**
         * Switches crisis mode on, or says anew what it is about. Within 15 seconds conversations that concern it get a tag and a head
         *     start, no automatic answer goes out, and public answers of agents wait for approval, if that is wanted.
         */
        put: operations["begin_crisis"];
        post?: never;
        /** Switches crisis mode off. Conversations keep their tags. */
        delete: operations["end_crisis"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/crisis/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every time crisis mode was switched on or changed, the newest first. */
        get: operations["list_crises"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deleted/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The alert rules that were deleted and can be restored, by name. */
        get: operations["list_deleted_alert_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deleted/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules that were deleted and can be restored, by name. */
        get: operations["list_deleted_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deleted/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The topics that were deleted and can be restored, by name. */
        get: operations["list_deleted_topics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Engines other than the embedded one: whether they count, in which languages, by what was seen of them in the shadow within thirty
         *     days, and what is missing.
         */
        get: operations["list_engines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/engines/admissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every admission and withdrawal of an engine, the newest first: who, when, and on what grounds. */
        get: operations["list_admissions"];
        put?: never;
        /**
         * Admits an engine in every language in which it is ready; where it counts already it goes on. Within 15 seconds its judgement
         *     counts there, while `Analyzer` names it. Where it is ready nowhere it is refused, and `unmet` says what is missing.
         */
        post: operations["admit_engine"];
        /** Withdraws an engine: within 15 seconds the embedded one judges again, and it is compared only. */
        delete: operations["withdraw_engine"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A box, in the order of the line. Several lines come one after the other, by the names of their queues. */
        get: operations["list_inbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is wrong with the saved rules although each of them is lawful: never asked, never matching, overlapping,
         *     contradicting, far too broad, costly.
         */
        get: operations["lint_rules"];
        put?: never;
        /** What is wrong with a draft among the saved rules, it being active: only what is about the draft. */
        post: operations["lint_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/live/missed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed in the caller's boxes and lines since a moment, and what is in them now. */
        get: operations["list_missed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/live/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket for a WebSocket that tells of the caller's conversations and queues. */
        post: operations["issue_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mentions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The mentions behind a figure, oldest first unless asked otherwise. A page may be shorter than asked for while `next` is there. */
        get: operations["list_mentions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mentions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A mention: why it was kept, how it was judged, what became of it. */
        get: operations["get_mention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mentions/{id}/commands/{command}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the escalation of a mention has come. */
        get: operations["get_mention_command"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mentions/{id}/escalate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a mention to the people of a queue, whatever the rules said. */
        post: operations["escalate_mention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mentions/{id}/judgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Says what a mention should have been judged as, or that it was judged rightly. The judgement itself, the figures and what was
         *     decided by it stay as they are.
         */
        put: operations["correct_judgement"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mentions/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a mention was kept, how it was judged, which rule with which values decided, and where its conversation went. */
        get: operations["explain_mention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/noise/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A small part of what matched no rule, for tuning the rules: words only, nothing of who wrote them. It goes after seven days; the
         *     workspace says whether it is kept at all.
         */
        get: operations["noise_sample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The description of this interface. */
        get: operations["describe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queries/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a query means, and which of the newest stored items it matches. A query that does not read is refused with its
         *     place and a sentence in the language asked for.
         */
        post: operations["preview_query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The queues, by name. */
        get: operations["list_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queues/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A queue. */
        get: operations["get_queue"];
        /** Creates a queue, or replaces it. */
        put: operations["save_queue"];
        post?: never;
        /** Deletes a queue that nothing leads to and nothing waits in. */
        delete: operations["delete_queue"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decides on the kept mentions of a period again, a thousand a page, oldest first. In shadow it shows what comes out otherwise;
         *     live it gives to people what would need them now. Doing it twice changes nothing more.
         */
        post: operations["replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The escalation rules, by name. They are asked in the order of their numbers. */
        get: operations["list_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which of the newest stored items a condition of an escalation rule holds for. */
        post: operations["preview_condition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An escalation rule. */
        get: operations["get_rule"];
        /** Creates an escalation rule, or replaces it. It takes effect within 15 seconds. */
        put: operations["save_rule"];
        post?: never;
        /** Deletes an escalation rule. */
        delete: operations["delete_rule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses an escalation rule. */
        post: operations["pause_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets an escalation rule take part again. */
        post: operations["resume_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of an escalation rule, the newest first, also of one that was deleted. */
        get: operations["list_rule_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules/{id}/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an earlier version of an escalation rule the newest again, also of one that was deleted. */
        post: operations["restore_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The skills, by name. */
        get: operations["list_skills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/skills/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A skill. */
        get: operations["get_skill"];
        /** Creates a skill, or replaces it. */
        put: operations["save_skill"];
        post?: never;
        /** Deletes a skill. Conversations that need it wait until somebody transfers them. */
        delete: operations["delete_skill"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sources, by name. */
        get: operations["list_sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A source. */
        get: operations["get_source"];
        /** Creates a source, or replaces it. It is asked from the next minute on. */
        put: operations["save_source"];
        post?: never;
        /** Deletes a source. What it found stays. */
        delete: operations["delete_source"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}/stand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a source does: when it is asked next, what it has used of its calls, what is wrong with it. */
        get: operations["get_source_stand"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats/interactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Waiting, answering and handling of the interactions that ended in a period, by queue. */
        get: operations["interaction_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats/judgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far each engine and people agreed in a month, by language: of the newest word on each mention, of all topics or of one. */
        get: operations["judgement_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats/mentions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mentions, people and sentiment over time, by topic and platform. */
        get: operations["mention_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats/noise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many items of a connection matched no rule, by hour of a day. */
        get: operations["noise_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many conversations wait in each queue, since when, and for whom. Agents see their own queues. */
        get: operations["queue_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of the interactions that each escalation rule began were kept and dismissed. */
        get: operations["rule_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats/shadow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the engine in the shadow agreed with the one that was used on a day; nothing where there is none. */
        get: operations["shadow_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats/volumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much each rule of a topic caught in a month, and how much it may. */
        get: operations["volume_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The topics, by name. */
        get: operations["list_topics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/topics/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A topic. */
        get: operations["get_topic"];
        /** Creates a topic, or replaces it with all its rules. It takes effect within 15 seconds. */
        put: operations["save_topic"];
        post?: never;
        /**
         * Deletes a topic with its rules: so that it can be restored, or for good. What it caught stays, counted for all topics
         *     together; pause it to keep its own figures in view.
         */
        delete: operations["delete_topic"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/topics/{id}/emerging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The terms of a topic that were said more on a day than in the 28 days before, day by day. A day is looked at once, soon after it is
         *     over.
         */
        get: operations["list_emerging_terms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/topics/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses a topic. */
        post: operations["pause_topic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/topics/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a topic take part again. */
        post: operations["resume_topic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/topics/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of a topic, the newest first, also of one that was deleted. */
        get: operations["list_topic_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/topics/{id}/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an earlier version of a topic the newest again, also of one that was deleted. */
        post: operations["restore_topic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/urgency-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The company's own rules of urgency. Where nobody has written any the shipped ones apply, and there are none here: version 0. */
        get: operations["get_urgency_rules"];
        /** Sets them, in the place of the shipped ones. They take effect within 15 seconds, and every judgement names their version. */
        put: operations["save_urgency_rules"];
        post?: never;
        /** Goes back to the shipped rules. */
        delete: operations["delete_urgency_rules"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/urgency-rules/shipped": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shipped rules, to begin one's own with. */
        get: operations["get_shipped_urgency_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's views and those that are shared, by name. */
        get: operations["list_views"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A view. */
        get: operations["get_view"];
        /** Saves a view of the caller's own. */
        put: operations["save_view"];
        post?: never;
        /** Deletes a view of the caller's own. */
        delete: operations["delete_view"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The company's own settings; as they come where nobody has set any, with version 0. */
        get: operations["get_workspace"];
        /** Sets them. */
        put: operations["save_workspace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A command that was sent. The header `Location` says where its outcome can be read. */
        Accepted: {
            /**
             * @description Its id.
             * @example evt_01k9xq2b7m0000000000000000
             */
            command: string;
        };
        /** @description A connection as an administrator writes it. */
        AccountBody: {
            /**
             * @description Taking part, which it may once everything that a person must confirm is confirmed; a paused account still accepts webhooks, and its items are stored.
             * @default true
             */
            active: boolean;
            /**
             * @description What the platform asks for and a person says is there: the names are those of the connection's checklist. Who said so first, and
             *     when, is kept; what is left out is taken back. Without this field nothing changes.
             */
            confirmed?: components["schemas"]["Obligation"][] | null;
            /**
             * @description The platform's id of it: LINE destination (`U…`), Instagram professional account id, Facebook page id,
             *     WhatsApp phone number id, `project:app` of Sinch (KakaoTalk, SMS).
             */
            external_id: string;
            /** @description What people know it by, for links to it: a user name, a phone number, a basic id. */
            handle?: string | null;
            language?: components["schemas"]["Language"] | null;
            /** @description What people call it. */
            name: string;
            /** @description Of a web messenger: the origins of the pages that may show it, as `https://shop.example`. At most 50. */
            origins?: string[];
            /** @description Where it is. Never changed: its conversations would be cut off. */
            platform: components["schemas"]["Platform"];
            /** @description Where its conversations wait unless a rule says otherwise. */
            queue: components["schemas"]["Slug"];
            /**
             * Format: int32
             * @description After an end, a new message within this many minutes joins the same conversation; 0 is always new.
             * @default 4320
             */
            threading_window_minutes: number;
        };
        /** @description A connection. */
        AccountView: components["schemas"]["AccountBody"] & {
            /** @description Its name, part of its webhook address. */
            id: components["schemas"]["Slug"];
        };
        /** @description Who has seen to an alert. */
        AcknowledgedView: {
            /** @description When. */
            at: components["schemas"]["Moment"];
            /** @description Who. */
            by: components["schemas"]["Slug"];
        };
        /** @description An admission or a withdrawal. */
        AdmissionView: {
            /** @description When. */
            at: components["schemas"]["Moment"];
            /** @description Who admitted or withdrew it. */
            by: components["schemas"]["Slug"];
            /** @description The engine, with its version. */
            engine: string;
            /** @description Where it counts since; none after a withdrawal. */
            languages: components["schemas"]["EngineLanguageView"][];
        };
        /** @description An agent as an administrator writes them. */
        AgentBody: {
            /**
             * Format: int32
             * @description How many conversations they may hold at once, offered ones included.
             */
            capacity: number;
            /** @description The name colleagues and canned responses use. */
            name: string;
            /** @description The queues they serve. */
            queues?: components["schemas"]["Slugs"];
            /**
             * @description What they can do, and how well, 1 to 5.
             * @example {
             *       "refunds": 3
             *     }
             */
            skills?: {
                [key: string]: number;
            };
        };
        /** @description An agent with their desk. */
        AgentView: components["schemas"]["AgentBody"] & {
            /** @description Which ones. */
            holding: string[];
            /** @description The `sub` of their sign-in. */
            id: components["schemas"]["Slug"];
            /** @description How many conversations they hold, offered ones included. */
            load: number;
            /** @description Whether they are there. */
            presence: components["schemas"]["Presence"];
            /** @description Since when. */
            presence_since: components["schemas"]["Moment"];
        };
        /** @description How far an engine and people agree on one thing in one language. */
        AgreementView: {
            /**
             * Format: int64
             * @description How many they left as they were.
             */
            agreed: number;
            /** @description The engine, with its version. */
            engine: string;
            /**
             * Format: double
             * @description Cohen's kappa: 1 is full agreement, 0 what chance would give; nothing where both gave one label only.
             */
            kappa?: number | null;
            language?: components["schemas"]["Language"] | null;
            /**
             * Format: int64
             * @description How many judgements people looked at.
             */
            of: number;
            /** @description On what. */
            on: components["schemas"]["Compared"];
        };
        /** @description How far engines and people agree. */
        AgreementsView: {
            /** @description By engine, language and aspect. People look rather at what seems wrong to them: the figures are lower bounds. */
            agreements: components["schemas"]["AgreementView"][];
            /** @description The month. */
            month: string;
        };
        /** @description A draft and the period to try it on. */
        AlertBacktestBody: {
            /** @description The first day (in the rule's zone) or moment; otherwise 28 days before `to`. */
            from?: string | null;
            /** @description The rule as it would be saved. It is tried as if it were active. */
            rule: components["schemas"]["AlertRuleBody"];
            /** @description The last day, or the first moment that does not count any more; otherwise now. The running hour is left out. */
            to?: string | null;
        };
        /** @description What a draft would have told, beside the saved rule of that name if there is one. */
        AlertBacktestView: {
            /** @description Alerts. */
            alerts: components["schemas"]["WithAndWithoutView"];
            /**
             * @description Whether the draft counts as tried with this, where the workspace requires a back-test: it was asked of at least the seven days up
             *     to now.
             */
            counts: boolean;
            /** @description Those of the saved rule. */
            current: components["schemas"]["WouldRaiseView"][];
            /** @description Alerts by the UTC day on which they began; days without any are left out. */
            days: {
                [key: string]: components["schemas"]["WithAndWithoutView"];
            };
            /** @description The draft's alerts in order of time, 200 at most. */
            draft: components["schemas"]["WouldRaiseView"][];
            /** @description The first hour that was read. */
            from: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Alerts of the draft while the saved rule would have been silent.
             */
            gained: number;
            /**
             * Format: int64
             * @description Hours of the period for which there are counts.
             */
            hours: number;
            /**
             * Format: int64
             * @description Alerts of the saved rule while the draft would have been silent.
             */
            missed: number;
            /** @description Notifications: each alert tells that it opened, each time that it worsened, and that it closed. */
            notifications: components["schemas"]["WithAndWithoutView"];
            /** @description The first moment behind the last. */
            until: components["schemas"]["Moment"];
        };
        /** @description What drives an alert. */
        AlertCauseView: {
            /** @description Who wrote most of what was read, the most first. */
            authors: components["schemas"]["LoudView"][];
            /** @description Mentions of the seven days before it that were read. */
            compared_with: number;
            /** @description Mentions of the alert that were read. */
            read: number;
            /** @description Terms said far more than before, the most surprising first. */
            terms: components["schemas"]["TermView"][];
        };
        /** @enum {string} */
        AlertChange: "opened" | "worsened" | "closed";
        /** @enum {string} */
        AlertClass: "crisis" | "negative" | "trend";
        /** @description An alert rule as an administrator writes it. */
        AlertRuleBody: {
            /**
             * @description A paused rule watches nothing.
             * @default true
             */
            active: boolean;
            /** @description What people call it. */
            name: string;
            /** @description Each of these platforms for itself; none for all of them together. */
            platforms?: components["schemas"]["Platform"][];
            /** @description Whom to tell. */
            recipients?: components["schemas"]["RecipientsBody"];
            /** @description What is watched. */
            topic: components["schemas"]["Slug"];
            /** @description What counts. */
            watch: components["schemas"]["WatchBody"];
            /**
             * @description The time zone whose days and weeks the topic lives by, by its IANA name.
             * @default UTC
             * @example Asia/Seoul
             */
            zone: string;
        };
        /** @description An alert rule. */
        AlertRuleView: components["schemas"]["AlertRuleBody"] & {
            /** @description Its name. */
            id: components["schemas"]["Slug"];
        };
        /** @description An alert, as it stands. */
        AlertView: {
            acknowledged?: components["schemas"]["AcknowledgedView"] | null;
            closed_at?: components["schemas"]["Moment"] | null;
            /** @description What was told of it, oldest first: how it opened, and the newest changes after that. */
            history: components["schemas"]["StepView"][];
            /** @description Its id. */
            id: string;
            /** @description What was told of it last. */
            last: components["schemas"]["ChangeView"];
            /** @description When it opened. */
            opened_at: components["schemas"]["Moment"];
            platform?: components["schemas"]["Platform"] | null;
            /** @description By which rule. */
            rule: components["schemas"]["Slug"];
            /** @description The first moment of what made it open: rules look at whole hours, and at several together. */
            since: components["schemas"]["Moment"];
            /**
             * Format: int32
             * @description How often something was told of it.
             */
            told: number;
            /** @description Of which topic. */
            topic: components["schemas"]["Slug"];
        };
        /** @description Texts to judge. */
        AnalysesBody: {
            home?: components["schemas"]["Language"] | null;
            /** @description The language tag a platform would have delivered with them, such as `ja-JP`: it wins over what the writing says. */
            tag?: string | null;
            /** @description The texts, each as a customer would have written it. The first 5,000 characters of each are judged. */
            texts: string[];
        };
        /** @description What the analyser makes of texts. */
        AnalysesView: {
            /** @description One for each text, in their order. */
            items: components["schemas"]["AnalysisView"][];
        };
        /** @description What the analyser made of the words. */
        AnalysisView: {
            /** @description What kind of message it is for those who answer: follows from what the author wants. */
            class: components["schemas"]["MessageClass"];
            /**
             * Format: int32
             * @description How sure the analyser is, 0 to 100.
             */
            confidence: number;
            /** @description Which analyser judged, with its version. */
            engine: string;
            /** @description The words that speak loudest for all this, in the order of the text. */
            evidence: components["schemas"]["EvidenceView"][];
            /** @description What is wrong with it besides. */
            flags: components["schemas"]["Flag"][];
            /** @description What the author wants. */
            intent: components["schemas"]["Intent"];
            /** @description What else they may want, the likeliest first. */
            intents_secondary: components["schemas"]["Intent"][];
            language?: components["schemas"]["Language"] | null;
            /**
             * Format: int32
             * @description p(positive) − p(negative), −100 to 100.
             */
            score: number;
            /** @description The author's stance. */
            sentiment: components["schemas"]["Sentiment"];
            /** @description How soon somebody must look. */
            urgency: components["schemas"]["Urgency"];
        };
        /** @description A rule as it was when it matched. */
        AppliedView: {
            /** @description The rule. */
            rule: components["schemas"]["Slug"];
            /**
             * Format: int64
             * @description Its version then.
             */
            version: number;
        };
        /** @description A person's word on an answer that waited for approval. */
        ApprovalView: {
            /** @description When. */
            at: components["schemas"]["Moment"];
            /** @description Who. */
            by: components["schemas"]["Slug"];
            /** @description Why not. */
            reason?: string | null;
        };
        /**
         * @description Where a query is asked.
         * @enum {string}
         */
        AskedAt: "ingestion" | "judged";
        /** @description One test of a rule, and what was found. */
        AskedView: {
            /** @description The fact that was asked for. */
            field: string;
            /** @description What it was; nothing for one that nobody knew, and for the words themselves. */
            found?: string | null;
            /** @description Whether the test held; nothing where it was not known. */
            held?: boolean | null;
            /** @description How it was asked. */
            operator: string;
            /** @description Where the words stand. */
            spans: components["schemas"]["SpanView"][];
            /** @description What for. */
            wanted: unknown;
        };
        /** @enum {string} */
        Aspect: "sentiment" | "intent" | "urgency" | "flag";
        /** @description To whom. */
        AssignBody: {
            /** @description The agent. */
            to: components["schemas"]["Slug"];
        };
        /** @description A file, a sticker, a place. */
        AttachmentView: {
            /** @description What it is. */
            kind: components["schemas"]["ContentKind"];
            /** @description A file name, a place's address, a title. */
            label?: string | null;
            /** @description The platform's own id of it. */
            reference?: string | null;
            /** @description Where the platform keeps it; may expire. */
            url?: string | null;
        };
        /** @description A person as a platform knows them. */
        AuthorView: {
            /** @description The platform's id of them. */
            id: string;
            /** @description What they are called. */
            name?: string | null;
        };
        /** @description An answer that waits for approval. */
        AwaitingView: {
            /** @description The conversation it was written in. */
            conversation: components["schemas"]["ConversationView"];
            /** @description The customer has written since. It may go out all the same. */
            customer_since: boolean;
            /** @description The answer. */
            message: components["schemas"]["MessageView"];
        };
        /** @description A draft and the history to try it on. */
        BacktestBody: {
            /** @description Where the page before ended: its `next`. */
            cursor?: string | null;
            /** @description `{"draft": "topic", …}` with a whole topic, or `{"draft": "escalation", …}` with a rule: as they are stored. */
            draft: Record<string, never>;
            /** @description The first day or moment; otherwise a week before `to`. */
            from?: string | null;
            /** @description What items and agents cost. */
            prices?: Record<string, never> | null;
            /** @description The last day, or the first moment that does not count any more; otherwise now. */
            to?: string | null;
        };
        /** @description The report of one page of history; those of all pages together are the report. */
        BacktestView: {
            /**
             * @description Whether the draft counts as tried with this page, where the workspace requires a back-test: it is the last of a run from the
             *     beginning, over at least the seven days up to now.
             */
            counts: boolean;
            /** @description Where to go on, if there is more. */
            next?: string | null;
            /** @description What the draft would have done, against what the rules do. */
            report: Record<string, never>;
        };
        /** @enum {string} */
        Because: "had_it_last" | "best_of_all" | "came_free" | "asked_again";
        /**
         * @description How long a bucket is.
         * @enum {string}
         */
        BucketLength: "half_hour" | "hour" | "day" | "week";
        /** @description A bucket. */
        BucketView: {
            /** @description The first moment after it. */
            end: components["schemas"]["Moment"];
            /** @description For an axis, in local time: `2026-03-01`, `2026-W09`, `2026-03-01T14:00+09:00`. */
            label: string;
            /** @description The first moment in it. */
            start: components["schemas"]["Moment"];
        };
        /** @description A canned response as a supervisor writes it. */
        CannedBody: {
            /** @description What people call it. */
            name: string;
            /** @description The queues it is for; none means all. */
            queues?: components["schemas"]["Slugs"];
            /** @description What an agent types after `/` to find it. */
            shortcut: string;
            /**
             * @description The text in each language (`en`, `ko`, `ja`), with variables as `{{customer.name}}`.
             * @example {
             *       "en": "Hello {{customer.name}}"
             *     }
             */
            texts: {
                [key: string]: string;
            };
        };
        /** @description A canned response. */
        CannedView: components["schemas"]["CannedBody"] & {
            /** @description Its name. */
            id: components["schemas"]["Slug"];
        };
        /** @description How many public items a rule may keep in a calendar month (UTC). */
        CapBody: {
            /**
             * Format: int32
             * @description Beyond it: keep one of so many; otherwise nothing is kept until the month is over.
             */
            one_in?: number | null;
            /**
             * Format: int64
             * @description So many; somebody is warned at eight tenths of it.
             */
            per_month: number;
        };
        /** @description A rule that caught the item. */
        CapturedView: {
            /** @description Whether it catches the item again; nothing where that cannot be asked. */
            again?: boolean | null;
            /** @description Its query, if it is the same. */
            query?: string | null;
            /** @description The rule. */
            rule: components["schemas"]["Slug"];
            /** @description Whether it is still the same. */
            since: components["schemas"]["SinceView"];
            /** @description Where the words stand that it found. */
            spans: components["schemas"]["SpanView"][];
            /** @description Its topic. */
            topic: components["schemas"]["Slug"];
            /**
             * Format: int64
             * @description Its version then.
             */
            version: number;
        };
        /**
         * @description What hands a reference back.
         * @enum {string}
         */
        Carried: "beside" | "in_words";
        /** @description A rule that caught an item. */
        CaughtView: {
            /** @description The rule. */
            rule: components["schemas"]["Slug"];
            /** @description Its topic. */
            topic: components["schemas"]["Slug"];
            /**
             * Format: int64
             * @description The rule's version then.
             */
            version: number;
        };
        /** @description Where an alert comes from. What the samples say is asked for at the mentions. */
        CauseView: {
            /** @description How many those who wrote most of them wrote, the most first. */
            busiest: number[];
            /** @description How many of them in which language. */
            languages: {
                [key: string]: number;
            };
            /**
             * Format: int32
             * @description Mentions looked at.
             */
            mentions: number;
            /** @description How many of them where. */
            platforms: {
                [key: string]: number;
            };
            /** @description The newest of them. */
            samples: string[];
        };
        /** @description One change of an alert. */
        ChangeView: {
            /** @description When that was noticed. */
            at: components["schemas"]["Moment"];
            /** @description Where it comes from. */
            cause: components["schemas"]["CauseView"];
            /** @description What happened. */
            change: components["schemas"]["AlertChange"];
            class?: components["schemas"]["AlertClass"] | null;
            /**
             * Format: double
             * @description How many were to be expected there.
             */
            expected: number;
            /**
             * Format: int32
             * @description How many hours the test looked at.
             */
            hours: number;
            /** @description Whether the topic is too young to have a history. */
            learning: boolean;
            /**
             * Format: double
             * @description Net sentiment since it opened, in percent.
             */
            net_after?: number | null;
            /**
             * Format: double
             * @description Net sentiment of the day before, in percent.
             */
            net_before?: number | null;
            /**
             * Format: int64
             * @description Mentions that count, in the hour or window that made the change.
             */
            observed: number;
            /**
             * Format: double
             * @description The chance of so many or more; 1 where none was computed.
             */
            p: number;
        };
        /** @description How its author changed it. */
        ChangedView: {
            /** @description When. */
            at: components["schemas"]["Moment"];
            /** @description Edited or deleted. */
            how: components["schemas"]["How"];
        };
        /** @description One thing that is asked. */
        ChecklistItem: {
            by?: components["schemas"]["Slug"] | null;
            /** @description The platform's code, or what is wrong. */
            detail?: string | null;
            /** @description How it is known: a person says so, the platform was asked, the settings show it, or something came in. */
            known_by: components["schemas"]["Proof"];
            /** @description What. */
            obligation: components["schemas"]["Obligation"];
            since?: components["schemas"]["Moment"] | null;
            /** @description How far it has come. */
            state: components["schemas"]["Progress"];
        };
        /** @description What is asked of a connection. */
        ChecklistView: {
            /** @description What is asked, in the order in which it is done. */
            items: components["schemas"]["ChecklistItem"][];
            /** @description Everything that a person must confirm is confirmed: it may take part. */
            ready: boolean;
        };
        /**
         * @description What a person can say of their presence.
         * @enum {string}
         */
        Chosen: "on_queue" | "away" | "off_queue";
        /** @description Why an agent was asked. */
        ChosenView: {
            /**
             * Format: int32
             * @description How many of them could have taken it.
             */
            able: number;
            /** @description Who. */
            agent: components["schemas"]["Slug"];
            /** @description When. */
            at: components["schemas"]["Moment"];
            /** @description By what. */
            because: components["schemas"]["Because"];
            /**
             * Format: int32
             * @description How many may.
             */
            capacity: number;
            /**
             * Format: int32
             * @description How many conversations lay on their desk.
             */
            holding: number;
            /**
             * Format: int32
             * @description The sum of the agent's levels in the skills needed.
             */
            proficiency: number;
            /**
             * Format: int32
             * @description How many had room then, as far as was looked.
             */
            there: number;
        };
        /** @description What it was about. */
        CloseBody: {
            code?: components["schemas"]["Slug"] | null;
        };
        /** @description Somebody who works here. */
        ColleagueView: {
            /** @description The `sub` of their sign-in. */
            id: components["schemas"]["Slug"];
            /** @description What they are called. */
            name: string;
            /** @description Whether they are there. */
            presence: components["schemas"]["Presence"];
        };
        /** @enum {string} */
        Compared: "sentiment" | "intent" | "urgency";
        /** @description A condition as far as it is written. */
        ConditionPreviewBody: {
            /** @description When an escalation rule applies. */
            condition: components["schemas"]["ConditionView"];
            /**
             * @description How many of the newest items of the last seven days to ask it of.
             * @default 200
             */
            last: number;
        };
        /** @description What a condition would have applied to. */
        ConditionPreviewView: {
            /** @description The newest it holds for. */
            items: components["schemas"]["PreviewItem"][];
            /**
             * Format: int64
             * @description Items it was asked of.
             */
            looked_at: number;
            /**
             * Format: int64
             * @description Items it holds for.
             */
            matched: number;
        };
        /** @description A condition: one test, or all, any or not of others. */
        ConditionView: {
            all: components["schemas"]["ConditionView"][];
        } | {
            any: components["schemas"]["ConditionView"][];
        } | {
            not: components["schemas"]["ConditionView"];
        } | {
            field: components["schemas"]["Field"];
            operator: components["schemas"]["Operator"];
            value?: unknown;
        };
        /** @description A customer, as the form or the program knows them. */
        ContactBody: {
            /** @description Your own id of them, such as a customer number or an address: the same id is the same person. */
            id: string;
            /** @description What they are called. */
            name?: string | null;
        };
        /** @description A person. */
        ContactView: {
            /** @description Their newest conversations that the caller may see, newest first. */
            conversations: string[];
            /** @description When they first wrote. */
            first_seen: components["schemas"]["Moment"];
            /** @description Our name for them. */
            id: string;
            /** @description By what the platforms know them. */
            identities: components["schemas"]["IdentityView"][];
            /** @description What they are called. */
            name?: string | null;
            /** @description A picture, where the platform keeps it. */
            picture?: string | null;
            profile?: components["schemas"]["Kept_ProfileView"] | null;
        };
        /** @enum {string} */
        ContentKind: "text" | "image" | "video" | "audio" | "file" | "sticker" | "location" | "contacts" | "share" | "story_mention" | "postback" | "order" | "review" | "mention" | "unsupported";
        /** @enum {string} */
        ContentType: "post" | "comment" | "reply" | "quote" | "share" | "story_mention" | "mention" | "review" | "private_message";
        /** @description A conversation. */
        ConversationView: {
            /** @description By which connection. */
            account: components["schemas"]["Slug"];
            /** @description When anything last changed. */
            changed_at: components["schemas"]["Moment"];
            /** @description The person. */
            contact: string;
            /** @description The person as the platform knows them, by the best name there is. */
            customer: components["schemas"]["AuthorView"];
            escalated_by?: components["schemas"]["Slug"] | null;
            /** @description Its id. */
            id: string;
            /** @description The current interaction, or the newest one. */
            interaction: components["schemas"]["InteractionView"];
            language?: components["schemas"]["Language"] | null;
            last_agent?: components["schemas"]["Slug"] | null;
            last_customer_at?: components["schemas"]["Moment"] | null;
            /** @description What may be done to what customers wrote here for all to see, beside answering it. */
            moderation: components["schemas"]["Moderation"][];
            /** @description What an agent must be to get it. */
            needs: components["schemas"]["NeedsView"];
            /** @description When it began. */
            opened_at: components["schemas"]["Moment"];
            /** @description Where it is held. */
            platform: components["schemas"]["Platform"];
            /** @description The public post it hangs on. */
            post?: string | null;
            /** @description The first words of the newest message. */
            preview: string;
            /**
             * Format: int32
             * @description Minutes of head start in the line.
             */
            priority: number;
            /** @description What the channel takes, for each way of answering it has. */
            reply_limits: components["schemas"]["ReplyLimitView"][];
            /** @description Whether it may be answered now, in the way it began. */
            reply_window: components["schemas"]["ReplyWindowView"];
            /** @description The stance of the customer's newest message. */
            sentiment: components["schemas"]["Sentiment"];
            /**
             * Format: int64
             * @description Rows in its thread so far.
             */
            seq: number;
            /** @description Where it is. */
            stage: components["schemas"]["StageView"];
            /** @description Set by rules and people. */
            tags: components["schemas"]["Slugs"];
            /** @description Topics of its messages. */
            topics: components["schemas"]["Slugs"];
            /**
             * Format: int32
             * @description Customer messages since a person last answered.
             */
            unread: number;
            /** @description Whether it began in public. */
            visibility: components["schemas"]["Visibility"];
        };
        /** @description What a person says of a judgement. What is left out is as it was judged: saying the same counts as agreement. */
        CorrectionBody: {
            intent?: components["schemas"]["Intent"] | null;
            sentiment?: components["schemas"]["Sentiment"] | null;
            urgency?: components["schemas"]["Urgency"] | null;
        };
        /** @description A correction as training data. */
        CorrectionView: {
            /** @description When. */
            at: components["schemas"]["Moment"];
            /** @description Who said it. */
            by: components["schemas"]["Slug"];
            /** @description What the person says. */
            corrected: components["schemas"]["LabelsView"];
            /** @description Which engine had judged, with its version. */
            engine: string;
            /** @description What the engine had said. */
            judged: components["schemas"]["LabelsView"];
            language?: components["schemas"]["Language"] | null;
            /** @description Of which mention. */
            mention: string;
            /** @description The words; nothing once their author has deleted them. */
            text?: string | null;
        };
        /** @enum {string} */
        Counted: "negative" | "positive" | "all";
        /** @description What a crisis is about. */
        CrisisBody: {
            /**
             * @description Public answers of agents wait for a supervisor.
             * @default true
             */
            approval: boolean;
            /** @description What to say and do, for those who answer. */
            playbook?: string;
            /**
             * Format: int32
             * @description Minutes of head start for what concerns it.
             * @default 60
             */
            priority: number;
            /** @description Topics; none for everything. */
            topics?: components["schemas"]["Slugs"];
        };
        /** @description A crisis that is on, or was. */
        CrisisView: {
            /** @description Public answers of agents wait for a supervisor. */
            approval: boolean;
            /** @description Who said so. */
            by: components["schemas"]["Slug"];
            /** @description What to say and do. */
            playbook: string;
            /**
             * Format: int32
             * @description Minutes of head start for what concerns it.
             */
            priority: number;
            /** @description Since when. */
            since: components["schemas"]["Moment"];
            /** @description What it is about; none for everything. */
            topics: components["schemas"]["Slugs"];
        };
        /** @enum {string} */
        CriterionBy: "texts" | "people" | "agreement";
        /** @description One thing that must hold before an engine counts. */
        CriterionView: {
            /**
             * @description By what it is decided: the number of texts; what people say (the lower bound of the difference); or, where their words decide
             *     nothing, kappa with the used engine.
             */
            by: components["schemas"]["CriterionBy"];
            /**
             * Format: double
             * @description How it stands; nothing for a kappa where both engines always say the same one thing.
             */
            is?: number | null;
            /** @description Whether it holds. */
            met: boolean;
            /**
             * Format: double
             * @description The least it must be.
             */
            needs: number;
            on?: components["schemas"]["Compared"] | null;
        };
        /** @description What is decided of a mention. */
        DecisionView: {
            /** @description Whether a person must step in. */
            escalated: boolean;
            queue?: components["schemas"]["Slug"] | null;
            rule?: components["schemas"]["Slug"] | null;
        };
        /** @description A setting that was deleted and can be restored. */
        DeletedView: {
            /** @description When it was deleted. */
            at: components["schemas"]["Moment"];
            /** @description Its name. */
            id: components["schemas"]["Slug"];
        };
        /** @enum {string} */
        DeliveryState: "withheld" | "awaiting" | "queued" | "sending" | "unsure" | "failed" | "sent" | "delivered" | "read";
        /** @description How far an answer has come. */
        DeliveryView: {
            approval?: components["schemas"]["ApprovalView"] | null;
            /**
             * Format: int32
             * @description Attempts begun.
             */
            attempts: number;
            failure?: components["schemas"]["FailureView"] | null;
            held_until?: components["schemas"]["Moment"] | null;
            /** @description What the channel could not show as it was made, and what went out instead. */
            notice?: string | null;
            /** @description Where it is now. */
            state: components["schemas"]["DeliveryState"];
        };
        /** @description A mention that comes out otherwise. */
        DifferenceView: {
            /** @description Which. */
            mention: string;
            /** @description What would be. */
            now: components["schemas"]["DecisionView"];
            /** @description What was decided. */
            was: components["schemas"]["DecisionView"];
        };
        /**
         * @description Which way a row went.
         * @enum {string}
         */
        Direction: "in" | "out" | "internal";
        /** @description Why nobody should have been asked. */
        DismissBody: {
            /** @description More words on it. */
            note?: string | null;
            /** @description Why. */
            why: components["schemas"]["Dismissal"];
        };
        /** @enum {string} */
        Dismissal: "not_about_us" | "no_answer_needed" | "spam" | "duplicate" | "handled_elsewhere" | "other";
        /** @description The terms of a topic that came up on a day. */
        EmergingDayView: {
            /** @description The UTC day. */
            day: string;
            /** @description There were more than are looked at. */
            left_out: boolean;
            /**
             * Format: int32
             * @description Mentions looked at.
             */
            mentions: number;
            /** @description The terms, the most surprising first. */
            terms: components["schemas"]["EmergingView"][];
        };
        /** @description A term that is said more than before. */
        EmergingView: {
            /**
             * Format: int32
             * @description How many people said it.
             */
            authors: number;
            /**
             * Format: int32
             * @description Mentions of the 28 days before that hold it.
             */
            before: number;
            /**
             * Format: int32
             * @description Mentions of the day that hold it.
             */
            count: number;
            /**
             * Format: double
             * @description Dunning's G²: from 10.8 on it is listed.
             */
            g2: number;
            /**
             * Format: double
             * @description How many times as often it is said.
             */
            growth: number;
            /** @description Stances of the mentions that hold it. */
            sentiment: {
                [key: string]: number;
            };
            /** @description The term, in lower case. */
            term: string;
        };
        /** @description Which engine. */
        EngineBody: {
            /** @description The engine with its version, as `GET /v1/engines` names it. */
            engine: string;
        };
        /** @description How an engine stands in one language. */
        EngineLanguageView: {
            at?: components["schemas"]["Moment"] | null;
            by?: components["schemas"]["Slug"] | null;
            /** @description Everything that must hold, as it stands there. */
            criteria: components["schemas"]["CriterionView"][];
            /** @description What is known of it there; of what counts, what was known when it was admitted. */
            evidence: components["schemas"]["GroundsView"];
            language?: components["schemas"]["Language"] | null;
            /** @description Whether it counts there, or could. */
            state: components["schemas"]["EngineState"];
        };
        /**
         * @description Whether an engine counts.
         * @enum {string}
         */
        EngineState: "in_shadow" | "ready" | "admitted";
        /** @description An engine other than the embedded one. */
        EngineView: {
            /** @description The engine, with its version. */
            engine: string;
            /** @description Languages in which it was compared or counts. */
            languages: components["schemas"]["EngineLanguageView"][];
            /** @description The best of its languages. */
            state: components["schemas"]["EngineState"];
        };
        /** @description Engines other than the embedded one. */
        EnginesView: {
            /** @description Those that were compared within thirty days or count somewhere, by name. */
            engines: components["schemas"]["EngineView"][];
        };
        /** @description A way in. */
        EntryView: {
            /** @description What hands the reference back. */
            carried: components["schemas"]["Carried"];
            /** @description Opens a conversation with the account. */
            link: string;
            /** @description The same as a QR code, to be printed: an SVG picture. */
            qr: string;
            tag?: components["schemas"]["Slug"] | null;
        };
        /** @description What went wrong, where, and what to do. */
        ErrorView: {
            /** @description For programs: a stable word. */
            code: string;
            /** @description The path of the field that is wrong, as `rules[2].query`, or the name of a parameter. */
            field?: string | null;
            /**
             * Format: int64
             * @description With `out_of_range`: the least it may be.
             */
            least?: number | null;
            /** @description For people: what is wrong. */
            message: string;
            /**
             * Format: int64
             * @description With `too_long`, `too_many`, `out_of_range`: the most it may have or be.
             */
            most?: number | null;
            /** @description What to do about it. */
            next: string;
            /** @description Where in a query it is, in characters from its start. */
            position?: number | null;
            /**
             * @description For programs: the kind of mistake in a query, as `expected_term`, or in another field: `empty`, `missing`, `too_long`,
             *     `too_many`, `out_of_range`, `no_such`, `twice`, `bad_form`, `meaningless`.
             */
            reason?: string | null;
            /** @description With `not_ready`: what does not hold of an engine yet. */
            unmet?: components["schemas"]["UnmetView"][] | null;
        };
        /** @description To which queue, and why. */
        EscalateBody: {
            /** @description Words for whoever gets it. */
            note?: string | null;
            /** @description The queue. */
            queue: components["schemas"]["Slug"];
        };
        /** @description What escalation made of an item, rule by rule. */
        EscalationView: {
            /** @description Whether all rules together decide the same again; nothing where that cannot be asked. */
            again?: boolean | null;
            /** @description The rules that matched, in their order, the deciding one last. */
            matched: components["schemas"]["MatchedView"][];
            /** @description As it was decided. */
            verdict: components["schemas"]["VerdictView"];
        };
        /** @description A place in a text that speaks for a judgement. */
        EvidenceView: {
            /**
             * Format: int32
             * @description The first byte behind it.
             */
            end: number;
            /** @description What it speaks for. */
            of: components["schemas"]["Aspect"];
            /** @description What it says of that: a sentiment, an intent, or the rule that applied. */
            says: string;
            /**
             * Format: int32
             * @description The first byte, of the text in UTF-8.
             */
            start: number;
        };
        /**
         * Extra
         * @description What an answer carries beside plain words. A channel that has no such thing is given words in its place, and the sender is
         *     told so; nothing is dropped.
         */
        Extra: {
            /** @enum {string} */
            carries: "file";
            /** @description What it is. */
            kind: "image" | "video" | "audio" | "file";
            /** @description The name the customer sees, where the platform shows one. */
            name?: string | null;
            /** @description Where the platform finds it: `https`, reachable for anyone who has the address. */
            url: string;
        } | {
            /** @enum {string} */
            carries: "upload";
            /** @description What it is. */
            kind: "image" | "video" | "audio" | "file";
            /** @description The name the customer sees, where the platform shows one. */
            name?: string | null;
            /** @description Which. */
            upload: string;
        } | {
            /** @enum {string} */
            carries: "choices";
            /** @description In the order shown. */
            choices: {
                /** @description What comes back when it is tapped. */
                id: string;
                /** @description What stands on it. */
                title: string;
            }[];
            /** @description What stands on the button that opens a list, where the platform shows a list. */
            open: string;
        } | {
            /** @description In the order shown. */
            cards: {
                /** @description Below the words. */
                buttons: {
                    /** @description What it does. */
                    press: {
                        /** @enum {string} */
                        does: "answer";
                        /** @description What comes back. */
                        id: string;
                    } | {
                        /** @enum {string} */
                        does: "open";
                        /** @description `https`. */
                        url: string;
                    };
                    /** @description What stands on it. */
                    title: string;
                }[];
                /** @description Where the platform finds its picture. */
                image?: string | null;
                /** @description What stands below the heading. */
                text: string;
                /** @description Its heading. */
                title: string;
            }[];
            /** @enum {string} */
            carries: "cards";
        } | {
            /** @enum {string} */
            carries: "links";
            /** @description In the order shown; each opens an address. */
            links: {
                /** @description What it does. */
                press: {
                    /** @enum {string} */
                    does: "answer";
                    /** @description What comes back. */
                    id: string;
                } | {
                    /** @enum {string} */
                    does: "open";
                    /** @description `https`. */
                    url: string;
                };
                /** @description What stands on it. */
                title: string;
            }[];
        } | {
            /** @description Its address, as people write it. */
            address: string;
            /** @enum {string} */
            carries: "place";
            /**
             * Format: int32
             * @description Degrees north, in millionths.
             */
            latitude_e6: number;
            /**
             * Format: int32
             * @description Degrees east, in millionths.
             */
            longitude_e6: number;
            /** @description Its name. */
            name: string;
        } | {
            /** @enum {string} */
            carries: "sticker";
            /** @description Its id in the set. */
            id: string;
            /** @description What it says, for channels that have no such sticker. */
            says: string;
            /** @description Its set (LINE's package id). */
            set: string;
        } | {
            /** @enum {string} */
            carries: "template";
            /** @description Its language, as the platform writes it (`ko`, `en_US`). */
            language: string;
            /** @description Its name at the platform. */
            name: string;
            /** @description What stands for `{{1}}`, `{{2}}`, ... of its body. */
            values: string[];
        };
        /** @enum {string} */
        ExtraKind: "image" | "video" | "audio" | "file" | "choices" | "card" | "carousel" | "links" | "place" | "sticker" | "template";
        /** @description One thing that is known. */
        FactView: {
            /** @description What it says something about. */
            name: string;
            /** @description What it says. */
            value: string;
        };
        /** @description The body of every error. */
        Failed: {
            error: components["schemas"]["ErrorView"];
        };
        /** @enum {string} */
        FailureReason: "unavailable" | "rate_limited" | "needs_attention" | "window_closed" | "refused" | "unknown";
        /** @description Why an answer was not sent. */
        FailureView: {
            /** @description What happened, and the next step. */
            advice: string;
            /** @description The platform's own code. */
            code: string;
            /** @description The class of it. */
            reason: components["schemas"]["FailureReason"];
        };
        /**
         * @description A fact that can be tested.
         * @enum {string}
         */
        Field: "text" | "keyword" | "sentiment" | "intent" | "urgency" | "topic" | "platform" | "account" | "language" | "content_type" | "visibility" | "author" | "country" | "followers" | "verified" | "known_customer" | "engagement_per_hour" | "time" | "flag" | "message_class";
        /** @enum {string} */
        FileKind: "image" | "video" | "audio" | "file";
        /**
         * @description Whether a file can be opened.
         * @enum {string}
         */
        FileState: "ready" | "absent" | "unkept";
        /** @description A file of a message. */
        FileView: {
            /** @description Its media type, found out from its bytes. */
            content_type?: string | null;
            /** @description What to call it. */
            name: string;
            /**
             * Format: int32
             * @description Which of the message's attachments it is, counted from 0.
             */
            place: number;
            /**
             * Format: int64
             * @description Its size in bytes.
             */
            size?: number | null;
            /** @description Whether it can be opened. */
            state: components["schemas"]["FileState"];
            until?: components["schemas"]["Moment"] | null;
            /** @description Opens it for whoever has this address. */
            url?: string | null;
            why?: components["schemas"]["Unkept"] | null;
        };
        /** @description The files of a message, in the order of its attachments. */
        FilesView: {
            /** @description One for each attachment that is a file; places, cards and links to elsewhere are none. */
            files: components["schemas"]["FileView"][];
        };
        /** @description One thing to look at. */
        FindingView: {
            /** @description What about it: a part of the rule, a number. */
            about: string;
            /** @description `invalid`, `unreachable`, `never_matches`, `overlapping`, `contradicting`, `too_broad`, `costly`. */
            kind: unknown;
            /** @description The other rule it is about, where there is one. */
            other?: string | null;
            /** @description `<topic>/<rule>` for an ingestion rule, the id of an escalation rule. */
            rule: string;
            /** @description For people. */
            sentence: string;
        };
        /** @enum {string} */
        Flag: "spam" | "abuse" | "unsafe";
        /** @description What is known of an engine on one thing. */
        GroundsOnView: {
            /**
             * Format: int64
             * @description On how many texts both engines agreed.
             */
            agreed: number;
            /**
             * Format: double
             * @description By how much this one is right more often, as a share of texts; nothing where nobody looked.
             */
            difference?: number | null;
            /**
             * Format: double
             * @description It is hardly less than this: 95 % on this side.
             */
            difference_lower?: number | null;
            /**
             * Format: double
             * @description It is hardly more than this: 95 % on this side.
             */
            difference_upper?: number | null;
            /**
             * Format: double
             * @description Cohen's kappa of both; nothing where both always said the same one thing.
             */
            kappa?: number | null;
            /**
             * Format: int64
             * @description How many of the texts people looked at.
             */
            looked_at: number;
            /** @description On what. */
            on: components["schemas"]["Compared"];
            /**
             * Format: int64
             * @description On how many of those this one was right.
             */
            right: number;
            /**
             * Format: int64
             * @description On how many of those the used engine was right.
             */
            used_right: number;
        };
        /** @description What is known of an engine in one language. */
        GroundsView: {
            /** @description By what is judged. */
            on: components["schemas"]["GroundsOnView"][];
            /**
             * Format: int64
             * @description How many texts both judged.
             */
            texts: number;
            /** @description The engine it is compared with. */
            used: string;
        };
        /**
         * @description What the series are of.
         * @enum {string}
         */
        GroupBy: "topic" | "platform" | "none";
        /** @description One agent's part. */
        HandledView: {
            /** @description Who. */
            agent: components["schemas"]["Slug"];
            /**
             * Format: int64
             * @description Connected time and wrap-up.
             */
            handle_ms: number;
        };
        /**
         * @description How a connection does, in a word.
         * @enum {string}
         */
        HealthState: "well" | "unknown" | "no_secrets" | "token" | "unsubscribed" | "silent" | "unreachable";
        /** @description How a connection does. */
        HealthView: {
            checked_at?: components["schemas"]["Moment"] | null;
            /** @description The platform's code, or what could not be reached. */
            detail?: string | null;
            /**
             * Format: int64
             * @description Items that its webhook should have brought and did not, and that were found by asking; ever.
             */
            missed: number;
            /** @description What to do about it. */
            next?: string | null;
            since?: components["schemas"]["Moment"] | null;
            /** @description In a word. */
            state: components["schemas"]["HealthState"];
        };
        /** @description A stretch of a text, in characters (Unicode scalar values). */
        HitView: {
            /**
             * Format: int32
             * @description The one behind the last.
             */
            end: number;
            /**
             * Format: int32
             * @description The first.
             */
            start: number;
        };
        /**
         * @description Edited or deleted.
         * @enum {string}
         */
        How: "edited" | "deleted";
        /** @description By what one platform knows a person. */
        IdentityView: {
            /** @description By which connection. */
            account: components["schemas"]["Slug"];
            /** @description Which. */
            platform: components["schemas"]["Platform"];
            /** @description The platform's id of them. */
            user: string;
        };
        /** @description What to catch: a query, narrowed to where it is asked. An empty list narrows nothing. */
        IngestionRuleBody: {
            /** @description By these connections. */
            accounts?: components["schemas"]["Slugs"];
            /**
             * @description A paused rule catches nothing.
             * @default true
             */
            active: boolean;
            /** @description By these authors alone: handle or the platform's id. */
            authors?: string[];
            cap?: components["schemas"]["CapBody"] | null;
            /** @description Of these types. */
            content_types?: components["schemas"]["ContentType"][];
            /** @description Said in these countries, as codes such as `kr`. */
            countries?: string[];
            /** @description Its name within the topic. */
            id: components["schemas"]["Slug"];
            /** @description In these languages. */
            languages?: components["schemas"]["Language"][];
            /** @description On these platforms. */
            platforms?: components["schemas"]["Platform"][];
            /** @description Words, "phrases", "a b"~n, {Case}, #tags, @handles, wild*, field:value, AND, OR, NOT, NEAR/n, ONEAR/n, parentheses. */
            query: string;
            /** @description By anybody but these. */
            without_authors?: string[];
        };
        /** @description An ingestion rule. */
        IngestionRuleView: components["schemas"]["IngestionRuleBody"] & {
            /**
             * Format: int64
             * @description The version of the topic in which it last changed. What it caught names the version it had.
             */
            version: number;
        };
        /** @enum {string} */
        Intent: "complaint" | "question" | "praise" | "purchase_intent" | "churn_risk" | "comparison" | "suggestion" | "other";
        /** @description An interaction with its figures so far. Times in milliseconds. */
        InteractionView: {
            answer_by?: components["schemas"]["Moment"] | null;
            /**
             * Format: int32
             * @description Episodes answered by a person.
             */
            answered_episodes: number;
            /**
             * Format: int64
             * @description The mean over answered episodes.
             */
            average_response_ms?: number | null;
            dismissed?: components["schemas"]["Dismissal"] | null;
            ended_at?: components["schemas"]["Moment"] | null;
            /**
             * Format: int64
             * @description First human reply − start of the human part.
             */
            first_response_ms?: number | null;
            /**
             * Format: int64
             * @description Connected time and wrap-up of all agents.
             */
            handle_ms: number;
            /** @description Each agent's share of the handle time. */
            handled: components["schemas"]["HandledView"][];
            /**
             * Format: int32
             * @description 1 for the first of its conversation.
             */
            number: number;
            /** @description When it began. */
            opened_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description First human reply − first customer message.
             */
            since_first_customer_ms?: number | null;
            ticket?: components["schemas"]["OpenedTicketView"] | null;
            /**
             * Format: int32
             * @description How often it was passed on.
             */
            transfers: number;
            /**
             * Format: int32
             * @description Episodes not answered yet, or never.
             */
            unanswered_episodes: number;
            /** @description Each time it waited. */
            waits: components["schemas"]["WaitView"][];
        };
        /** @description Figures of a period, by queue. */
        InteractionsView: {
            /** @description When this was read. */
            as_of: components["schemas"]["Moment"];
            /** @description The first moment that counts: figures are made of half hours, and this is where the first begins. */
            from: components["schemas"]["Moment"];
            /** @description One entry per queue, by name. */
            queues: components["schemas"]["QueueFiguresView"][];
            /** @description The first moment that does not count any more. */
            to: components["schemas"]["Moment"];
        };
        /** @description A setting with its version. */
        Kept_AccountView: (components["schemas"]["AccountBody"] & {
            /** @description Its name, part of its webhook address. */
            id: components["schemas"]["Slug"];
        }) & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_AdmissionView: {
            /** @description When. */
            at: components["schemas"]["Moment"];
            /** @description Who admitted or withdrew it. */
            by: components["schemas"]["Slug"];
            /** @description The engine, with its version. */
            engine: string;
            /** @description Where it counts since; none after a withdrawal. */
            languages: components["schemas"]["EngineLanguageView"][];
        } & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_AgentView: (components["schemas"]["AgentBody"] & {
            /** @description Which ones. */
            holding: string[];
            /** @description The `sub` of their sign-in. */
            id: components["schemas"]["Slug"];
            /** @description How many conversations they hold, offered ones included. */
            load: number;
            /** @description Whether they are there. */
            presence: components["schemas"]["Presence"];
            /** @description Since when. */
            presence_since: components["schemas"]["Moment"];
        }) & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_AlertRuleView: (components["schemas"]["AlertRuleBody"] & {
            /** @description Its name. */
            id: components["schemas"]["Slug"];
        }) & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_CannedView: (components["schemas"]["CannedBody"] & {
            /** @description Its name. */
            id: components["schemas"]["Slug"];
        }) & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_CrisisView: {
            /** @description Public answers of agents wait for a supervisor. */
            approval: boolean;
            /** @description Who said so. */
            by: components["schemas"]["Slug"];
            /** @description What to say and do. */
            playbook: string;
            /**
             * Format: int32
             * @description Minutes of head start for what concerns it.
             */
            priority: number;
            /** @description Since when. */
            since: components["schemas"]["Moment"];
            /** @description What it is about; none for everything. */
            topics: components["schemas"]["Slugs"];
        } & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_ProfileView: {
            /** @description Who saved it last. */
            by: components["schemas"]["Slug"];
            /** @description In the order they were written. */
            facts: components["schemas"]["FactView"][];
            /** @description Words of people, in any language; rules do not ask for them. */
            tags: string[];
        } & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_QueueView: (components["schemas"]["QueueBody"] & {
            /** @description Its name in rules. */
            id: components["schemas"]["Slug"];
        }) & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_RuleView: (components["schemas"]["RuleBody"] & {
            /** @description Its name in traces. */
            id: components["schemas"]["Slug"];
        }) & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_SavedViewView: (components["schemas"]["SavedViewBody"] & {
            /** @description Its name in addresses. */
            id: components["schemas"]["Slug"];
            /** @description Who made it. */
            owner: components["schemas"]["Slug"];
        }) & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_SkillView: (components["schemas"]["SkillBody"] & {
            /** @description Its name in rules. */
            id: components["schemas"]["Slug"];
        }) & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_SourceView: (components["schemas"]["SourceBody"] & {
            /** @description Its name. */
            id: components["schemas"]["Slug"];
        }) & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_TopicView: {
            /** @description A paused topic catches nothing. */
            active: boolean;
            /** @description Its name in figures. */
            id: components["schemas"]["Slug"];
            /** @description What people call it. */
            name: string;
            /** @description What it catches; one is enough. */
            rules: components["schemas"]["IngestionRuleView"][];
        } & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_UrgencyBody: {
            /** @description All of them. */
            rules: components["schemas"]["UrgencyRuleBody"][];
        } & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /** @description A setting with its version. */
        Kept_WorkspaceBody: {
            /**
             * @description Whether a small sample of what matches no rule is kept for a week.
             * @default true
             */
            noise_sample: boolean;
            /**
             * @description Whether a topic, an escalation rule or an alert rule that decides something new must have been tried on the last seven days of
             *     history, within seven days, before it is saved.
             * @default false
             */
            require_backtest: boolean;
            /**
             * @description The time zone of buckets, labels and exports where a view names none, by its IANA name.
             * @example Asia/Seoul
             */
            zone: string;
        } & {
            /** @description When it was last saved. */
            saved_at: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
             */
            version: number;
        };
        /**
         * @description What a row is.
         * @enum {string}
         */
        Kind: "customer" | "agent" | "note" | "activity";
        /** @description What is said of a text. */
        LabelsView: {
            /** @description What the author wants. */
            intent: components["schemas"]["Intent"];
            /** @description The stance. */
            sentiment: components["schemas"]["Sentiment"];
            /** @description How soon somebody must look. */
            urgency: components["schemas"]["Urgency"];
        };
        /** @enum {string} */
        Language: "en" | "ko" | "ja";
        /** @description One line, now. */
        LineView: {
            /** @description Agents of this queue who take work. */
            agents_on_queue: number;
            /** @description Conversations those agents have room for. */
            free_places: number;
            /** @description Conversations those agents hold, offered ones included, of whatever queue. */
            held: number;
            /** @description What people call it. */
            name: string;
            oldest_waiting_since?: components["schemas"]["Moment"] | null;
            /** @description The queue. */
            queue: components["schemas"]["Slug"];
            /** @description Conversations in line, counted up to 1000. */
            waiting: number;
        };
        /** @description The lines, now. */
        LinesView: {
            /** @description When this was read. */
            as_of: components["schemas"]["Moment"];
            /** @description One entry per queue, by name. */
            queues: components["schemas"]["LineView"][];
        };
        /** @description A draft to look at among the saved rules. */
        LintBody: {
            /** @description `{"draft": "topic", …}` with a whole topic, or `{"draft": "escalation", …}` with a rule: as they are stored. */
            draft: Record<string, never>;
            /**
             * @description The language of sentences.
             * @default en
             */
            language: components["schemas"]["Language"];
        };
        /** @description What is wrong with rules that are each lawful. */
        LintView: {
            /** @description Ingestion rules by name, then escalation rules in the order they are asked. */
            findings: components["schemas"]["FindingView"][];
        };
        /** @description Somebody who wrote a part of it. */
        LoudView: {
            /** @description Who. */
            author: components["schemas"]["AuthorView"];
            /**
             * Format: int32
             * @description How many of the mentions that were read.
             */
            mentions: number;
            /** @description Where. */
            platform: components["schemas"]["Platform"];
        };
        /** @description Whom to write to. Mail leaves from the address of the template's `MailSender`. */
        MailBody: {
            /**
             * @description The language it is written in.
             * @default en
             */
            language: components["schemas"]["Language"];
            /**
             * @description Addresses; one letter goes to all of them, for each change of an alert.
             * @example [
             *       "care@example.com"
             *     ]
             */
            to: string[];
        };
        /** @description An escalation rule that matched. */
        MatchedView: {
            /** @description What it asked, each with what was found; empty where it is another now. */
            asked: components["schemas"]["AskedView"][];
            /** @description The rule. */
            rule: components["schemas"]["Slug"];
            /** @description Whether it is still the same. */
            since: components["schemas"]["SinceView"];
            /**
             * Format: int64
             * @description Its version then.
             */
            version: number;
        };
        /** @description The caller. */
        MeView: {
            agent?: components["schemas"]["Kept_AgentView"] | null;
            /** @description The `sub` of their sign-in. */
            id: components["schemas"]["Slug"];
            /** @description What they may do. */
            role: components["schemas"]["Role"];
        };
        /**
         * @description What is measured.
         * @enum {string}
         */
        Measure: "mentions" | "users" | "net_sentiment" | "sentiment" | "platforms" | "content_types";
        /** @description A public item that was kept. */
        MentionView: {
            /** @description By which connection it came in. */
            account: components["schemas"]["Slug"];
            analysis?: components["schemas"]["AnalysisView"] | null;
            /** @description When, by the platform's clock. */
            at: components["schemas"]["Moment"];
            /** @description Files and the like. */
            attachments: components["schemas"]["AttachmentView"][];
            author?: components["schemas"]["AuthorView"] | null;
            /** @description Why it was kept: each rule that caught it. */
            caught: components["schemas"]["CaughtView"][];
            changed?: components["schemas"]["ChangedView"] | null;
            content_kind?: components["schemas"]["ContentKind"] | null;
            /** @description What it is on its platform. */
            content_type: components["schemas"]["ContentType"];
            corrected?: components["schemas"]["LabelsView"] | null;
            /** @description The platform's id of it. */
            external_id?: string | null;
            /** @description Its id. */
            id: string;
            /** @description What its author wants. */
            intent: components["schemas"]["Intent"];
            language?: components["schemas"]["Language"] | null;
            /** @description The item it answers. */
            parent?: string | null;
            /** @description Where it was said. */
            platform: components["schemas"]["Platform"];
            /** @description The post its thread hangs on. */
            post?: string | null;
            /** @description Its stance. */
            sentiment: components["schemas"]["Sentiment"];
            /** @description The words; gone once the author deleted it. */
            text?: string | null;
            /** @description The topics that caught it. */
            topics: components["schemas"]["Slugs"];
            verdict?: components["schemas"]["VerdictView"] | null;
        };
        /** @enum {string} */
        MessageClass: "general_inquiry" | "complaint" | "feedback" | "brand_engagement";
        /** @description A message, a note or an activity. */
        MessageView: {
            agent?: components["schemas"]["Slug"] | null;
            analysis?: components["schemas"]["AnalysisView"] | null;
            /** @description The platform's time of it. */
            at: components["schemas"]["Moment"];
            /** @description Files, stickers, places. */
            attachments: components["schemas"]["AttachmentView"][];
            author?: components["schemas"]["AuthorView"] | null;
            canned?: components["schemas"]["Slug"] | null;
            changed?: components["schemas"]["ChangedView"] | null;
            content_kind?: components["schemas"]["ContentKind"] | null;
            content_type?: components["schemas"]["ContentType"] | null;
            /** @description The conversation it belongs to; earlier ones of the same thread come along. */
            conversation: string;
            delivery?: components["schemas"]["DeliveryView"] | null;
            /** @description Of an activity: to whom, to where, with which code. */
            detail?: string | null;
            /** @description Which way it went. */
            direction: components["schemas"]["Direction"];
            /** @description The platform's id of it. */
            external_id?: string | null;
            extra?: components["schemas"]["Extra"] | null;
            /** @description Its id. */
            id: string;
            /** @description What it is. */
            kind: components["schemas"]["Kind"];
            /** @description Of a note: colleagues called by it. */
            mentions: components["schemas"]["Slugs"];
            /**
             * Format: int64
             * @description Its place in the thread: rises by one with every row.
             */
            seq: number;
            /** @description The words, of whoever wrote them. */
            text?: string | null;
            /** @description Whether others can read it. */
            visibility: components["schemas"]["Visibility"];
            /** @description Of an activity: what was done (`accepted`, `transferred`, …). */
            what?: string | null;
        };
        /** @description What changed, and what there is now. */
        MissedView: {
            /** @description Send this as `since` the next time. */
            as_of: components["schemas"]["Moment"];
            /** @description Conversations in the boxes that have changed since. */
            changed: components["schemas"]["ConversationView"][];
            /** @description What is on offer to the caller now. Whatever a client still shows and is in no box has left. */
            offered: string[];
            /** @description What waits now, by queue: the first hundred of each line. */
            waiting: {
                [key: string]: string[];
            };
            /** @description What is with the caller now. */
            with: string[];
            /** @description What the caller wraps up now. */
            wrap_up: string[];
        };
        /**
         * @description Shadow shows, live does.
         * @enum {string}
         */
        Mode: "shadow" | "live";
        /** @description What is done to a customer's public words. */
        ModerateBody: {
            /** @description What. Which of it a channel can is in the `moderation` of the conversation. */
            what: components["schemas"]["Moderation"];
        };
        /** @enum {string} */
        Moderation: "hide" | "unhide" | "like" | "unlike" | "delete";
        /**
         * Format: date-time
         * @description RFC 3339 in UTC, with milliseconds
         */
        Moment: string;
        /** @description What an agent must be to get a conversation. */
        NeedsView: {
            /** @description In which line it waits. */
            queue: components["schemas"]["Slug"];
            /** @description Skills, all of them. */
            skills: components["schemas"]["Slugs"];
        };
        /** @description Items of a day that matched no rule. */
        NoiseView: {
            /** @description The connection. */
            account: components["schemas"]["Slug"];
            /** @description The UTC day. */
            day: string;
            /** @description How many in each hour of it. */
            hours: number[];
            /**
             * Format: int64
             * @description How many in all.
             */
            total: number;
        };
        /** @description Words for colleagues. */
        NoteBody: {
            /** @description Colleagues called by it. */
            mentions?: components["schemas"]["Slugs"];
            /** @description The words. */
            text: string;
        };
        /** @enum {string} */
        Obligation: "own_account" | "own_number" | "administrator" | "business" | "permissions" | "terms" | "opt_in" | "messages_allowed" | "replies_off" | "secrets" | "token" | "delivers" | "pages" | "first_message";
        /** @description What a customer wrote, and who they are. */
        OpenBody: {
            /** @description The connection it comes in by: one of Open messaging, which is told of the answers. */
            account: components["schemas"]["Slug"];
            /** @description Who wrote it. */
            contact: components["schemas"]["ContactBody"];
            /** @description What it is about; stands before the text. */
            subject?: string | null;
            /** @description The words. */
            text: string;
        };
        /**
         * @description How far it has come.
         * @enum {string}
         */
        OpenedState: "pending" | "opened";
        /** @description A ticket that an outside system keeps. */
        OpenedTicketView: {
            /** @description What it is called there. */
            reference: string;
            /** @description Where people look at it. */
            url?: string | null;
        };
        /** @description What was sent on its way. The header `Location` says where its conversation can be read. */
        OpenedView: {
            /** @description Which. */
            conversation?: string | null;
            /** @description The id of the message. */
            message: string;
            /** @description Whether it is in a conversation yet. */
            state: components["schemas"]["OpenedState"];
        };
        /**
         * @description How a fact is tested: `text` by `matches`, `followers` and `engagement_per_hour` by `at_least` and `at_most`, `time` by
         *     `within` and `outside`, all others by `is`, `is_not`, `one_of`, `none_of`; everything by `is_unknown`.
         * @enum {string}
         */
        Operator: "matches" | "is" | "is_not" | "one_of" | "none_of" | "is_unknown" | "at_least" | "at_most" | "within" | "outside";
        /** @description What a rule does to an item it matches. */
        OutcomeBody: {
            answer?: components["schemas"]["Slug"] | null;
            /**
             * Format: int32
             * @description With `escalate` and `continue`: minutes until a first answer is due.
             */
            answer_within?: number | null;
            bot?: components["schemas"]["WebhookBody"] | null;
            language?: components["schemas"]["Language"] | null;
            /** @description With `escalate` and `continue`: who is told at once. */
            notify?: components["schemas"]["Slugs"];
            /**
             * Format: int32
             * @description With `escalate` and `continue`: minutes of head start in the line.
             */
            priority?: number;
            queue?: components["schemas"]["Slug"] | null;
            /** @description With `escalate` and `continue`: what the person must be able to do. */
            skills?: components["schemas"]["Slugs"];
            /** @description Decide, or let later rules speak. */
            then: components["schemas"]["Then"];
            ticket?: components["schemas"]["WebhookBody"] | null;
        };
        /**
         * @description How far a command can have come.
         * @enum {string}
         */
        OutcomeState: "pending" | "applied" | "refused";
        /** @description How far a command has come. */
        OutcomeView: {
            /** @description Its id. */
            command: string;
            refused?: components["schemas"]["RefusedView"] | null;
            /** @description How far it has come. */
            state: components["schemas"]["OutcomeState"];
        };
        /** @description One page. */
        Page_AlertView: {
            /** @description In the order the list has. */
            items: {
                acknowledged?: components["schemas"]["AcknowledgedView"] | null;
                closed_at?: components["schemas"]["Moment"] | null;
                /** @description What was told of it, oldest first: how it opened, and the newest changes after that. */
                history: components["schemas"]["StepView"][];
                /** @description Its id. */
                id: string;
                /** @description What was told of it last. */
                last: components["schemas"]["ChangeView"];
                /** @description When it opened. */
                opened_at: components["schemas"]["Moment"];
                platform?: components["schemas"]["Platform"] | null;
                /** @description By which rule. */
                rule: components["schemas"]["Slug"];
                /** @description The first moment of what made it open: rules look at whole hours, and at several together. */
                since: components["schemas"]["Moment"];
                /**
                 * Format: int32
                 * @description How often something was told of it.
                 */
                told: number;
                /** @description Of which topic. */
                topic: components["schemas"]["Slug"];
            }[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_AwaitingView: {
            /** @description In the order the list has. */
            items: {
                /** @description The conversation it was written in. */
                conversation: components["schemas"]["ConversationView"];
                /** @description The customer has written since. It may go out all the same. */
                customer_since: boolean;
                /** @description The answer. */
                message: components["schemas"]["MessageView"];
            }[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_ColleagueView: {
            /** @description In the order the list has. */
            items: {
                /** @description The `sub` of their sign-in. */
                id: components["schemas"]["Slug"];
                /** @description What they are called. */
                name: string;
                /** @description Whether they are there. */
                presence: components["schemas"]["Presence"];
            }[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_ConversationView: {
            /** @description In the order the list has. */
            items: {
                /** @description By which connection. */
                account: components["schemas"]["Slug"];
                /** @description When anything last changed. */
                changed_at: components["schemas"]["Moment"];
                /** @description The person. */
                contact: string;
                /** @description The person as the platform knows them, by the best name there is. */
                customer: components["schemas"]["AuthorView"];
                escalated_by?: components["schemas"]["Slug"] | null;
                /** @description Its id. */
                id: string;
                /** @description The current interaction, or the newest one. */
                interaction: components["schemas"]["InteractionView"];
                language?: components["schemas"]["Language"] | null;
                last_agent?: components["schemas"]["Slug"] | null;
                last_customer_at?: components["schemas"]["Moment"] | null;
                /** @description What may be done to what customers wrote here for all to see, beside answering it. */
                moderation: components["schemas"]["Moderation"][];
                /** @description What an agent must be to get it. */
                needs: components["schemas"]["NeedsView"];
                /** @description When it began. */
                opened_at: components["schemas"]["Moment"];
                /** @description Where it is held. */
                platform: components["schemas"]["Platform"];
                /** @description The public post it hangs on. */
                post?: string | null;
                /** @description The first words of the newest message. */
                preview: string;
                /**
                 * Format: int32
                 * @description Minutes of head start in the line.
                 */
                priority: number;
                /** @description What the channel takes, for each way of answering it has. */
                reply_limits: components["schemas"]["ReplyLimitView"][];
                /** @description Whether it may be answered now, in the way it began. */
                reply_window: components["schemas"]["ReplyWindowView"];
                /** @description The stance of the customer's newest message. */
                sentiment: components["schemas"]["Sentiment"];
                /**
                 * Format: int64
                 * @description Rows in its thread so far.
                 */
                seq: number;
                /** @description Where it is. */
                stage: components["schemas"]["StageView"];
                /** @description Set by rules and people. */
                tags: components["schemas"]["Slugs"];
                /** @description Topics of its messages. */
                topics: components["schemas"]["Slugs"];
                /**
                 * Format: int32
                 * @description Customer messages since a person last answered.
                 */
                unread: number;
                /** @description Whether it began in public. */
                visibility: components["schemas"]["Visibility"];
            }[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_CorrectionView: {
            /** @description In the order the list has. */
            items: {
                /** @description When. */
                at: components["schemas"]["Moment"];
                /** @description Who said it. */
                by: components["schemas"]["Slug"];
                /** @description What the person says. */
                corrected: components["schemas"]["LabelsView"];
                /** @description Which engine had judged, with its version. */
                engine: string;
                /** @description What the engine had said. */
                judged: components["schemas"]["LabelsView"];
                language?: components["schemas"]["Language"] | null;
                /** @description Of which mention. */
                mention: string;
                /** @description The words; nothing once their author has deleted them. */
                text?: string | null;
            }[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_DeletedView: {
            /** @description In the order the list has. */
            items: {
                /** @description When it was deleted. */
                at: components["schemas"]["Moment"];
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            }[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_AccountView: {
            /** @description In the order the list has. */
            items: ((components["schemas"]["AccountBody"] & {
                /** @description Its name, part of its webhook address. */
                id: components["schemas"]["Slug"];
            }) & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_AdmissionView: {
            /** @description In the order the list has. */
            items: ({
                /** @description When. */
                at: components["schemas"]["Moment"];
                /** @description Who admitted or withdrew it. */
                by: components["schemas"]["Slug"];
                /** @description The engine, with its version. */
                engine: string;
                /** @description Where it counts since; none after a withdrawal. */
                languages: components["schemas"]["EngineLanguageView"][];
            } & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_AgentView: {
            /** @description In the order the list has. */
            items: ((components["schemas"]["AgentBody"] & {
                /** @description Which ones. */
                holding: string[];
                /** @description The `sub` of their sign-in. */
                id: components["schemas"]["Slug"];
                /** @description How many conversations they hold, offered ones included. */
                load: number;
                /** @description Whether they are there. */
                presence: components["schemas"]["Presence"];
                /** @description Since when. */
                presence_since: components["schemas"]["Moment"];
            }) & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_AlertRuleView: {
            /** @description In the order the list has. */
            items: ((components["schemas"]["AlertRuleBody"] & {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            }) & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_CannedView: {
            /** @description In the order the list has. */
            items: ((components["schemas"]["CannedBody"] & {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            }) & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_CrisisView: {
            /** @description In the order the list has. */
            items: ({
                /** @description Public answers of agents wait for a supervisor. */
                approval: boolean;
                /** @description Who said so. */
                by: components["schemas"]["Slug"];
                /** @description What to say and do. */
                playbook: string;
                /**
                 * Format: int32
                 * @description Minutes of head start for what concerns it.
                 */
                priority: number;
                /** @description Since when. */
                since: components["schemas"]["Moment"];
                /** @description What it is about; none for everything. */
                topics: components["schemas"]["Slugs"];
            } & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_QueueView: {
            /** @description In the order the list has. */
            items: ((components["schemas"]["QueueBody"] & {
                /** @description Its name in rules. */
                id: components["schemas"]["Slug"];
            }) & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_RuleView: {
            /** @description In the order the list has. */
            items: ((components["schemas"]["RuleBody"] & {
                /** @description Its name in traces. */
                id: components["schemas"]["Slug"];
            }) & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_SavedViewView: {
            /** @description In the order the list has. */
            items: ((components["schemas"]["SavedViewBody"] & {
                /** @description Its name in addresses. */
                id: components["schemas"]["Slug"];
                /** @description Who made it. */
                owner: components["schemas"]["Slug"];
            }) & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_SkillView: {
            /** @description In the order the list has. */
            items: ((components["schemas"]["SkillBody"] & {
                /** @description Its name in rules. */
                id: components["schemas"]["Slug"];
            }) & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_SourceView: {
            /** @description In the order the list has. */
            items: ((components["schemas"]["SourceBody"] & {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            }) & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_Kept_TopicView: {
            /** @description In the order the list has. */
            items: ({
                /** @description A paused topic catches nothing. */
                active: boolean;
                /** @description Its name in figures. */
                id: components["schemas"]["Slug"];
                /** @description What people call it. */
                name: string;
                /** @description What it catches; one is enough. */
                rules: components["schemas"]["IngestionRuleView"][];
            } & {
                /** @description When it was last saved. */
                saved_at: components["schemas"]["Moment"];
                /**
                 * Format: int64
                 * @description Rises by one with every save. Send it as `If-Match` to save only if nobody else has.
                 */
                version: number;
            })[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_MentionView: {
            /** @description In the order the list has. */
            items: {
                /** @description By which connection it came in. */
                account: components["schemas"]["Slug"];
                analysis?: components["schemas"]["AnalysisView"] | null;
                /** @description When, by the platform's clock. */
                at: components["schemas"]["Moment"];
                /** @description Files and the like. */
                attachments: components["schemas"]["AttachmentView"][];
                author?: components["schemas"]["AuthorView"] | null;
                /** @description Why it was kept: each rule that caught it. */
                caught: components["schemas"]["CaughtView"][];
                changed?: components["schemas"]["ChangedView"] | null;
                content_kind?: components["schemas"]["ContentKind"] | null;
                /** @description What it is on its platform. */
                content_type: components["schemas"]["ContentType"];
                corrected?: components["schemas"]["LabelsView"] | null;
                /** @description The platform's id of it. */
                external_id?: string | null;
                /** @description Its id. */
                id: string;
                /** @description What its author wants. */
                intent: components["schemas"]["Intent"];
                language?: components["schemas"]["Language"] | null;
                /** @description The item it answers. */
                parent?: string | null;
                /** @description Where it was said. */
                platform: components["schemas"]["Platform"];
                /** @description The post its thread hangs on. */
                post?: string | null;
                /** @description Its stance. */
                sentiment: components["schemas"]["Sentiment"];
                /** @description The words; gone once the author deleted it. */
                text?: string | null;
                /** @description The topics that caught it. */
                topics: components["schemas"]["Slugs"];
                verdict?: components["schemas"]["VerdictView"] | null;
            }[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @description One page. */
        Page_MessageView: {
            /** @description In the order the list has. */
            items: {
                agent?: components["schemas"]["Slug"] | null;
                analysis?: components["schemas"]["AnalysisView"] | null;
                /** @description The platform's time of it. */
                at: components["schemas"]["Moment"];
                /** @description Files, stickers, places. */
                attachments: components["schemas"]["AttachmentView"][];
                author?: components["schemas"]["AuthorView"] | null;
                canned?: components["schemas"]["Slug"] | null;
                changed?: components["schemas"]["ChangedView"] | null;
                content_kind?: components["schemas"]["ContentKind"] | null;
                content_type?: components["schemas"]["ContentType"] | null;
                /** @description The conversation it belongs to; earlier ones of the same thread come along. */
                conversation: string;
                delivery?: components["schemas"]["DeliveryView"] | null;
                /** @description Of an activity: to whom, to where, with which code. */
                detail?: string | null;
                /** @description Which way it went. */
                direction: components["schemas"]["Direction"];
                /** @description The platform's id of it. */
                external_id?: string | null;
                extra?: components["schemas"]["Extra"] | null;
                /** @description Its id. */
                id: string;
                /** @description What it is. */
                kind: components["schemas"]["Kind"];
                /** @description Of a note: colleagues called by it. */
                mentions: components["schemas"]["Slugs"];
                /**
                 * Format: int64
                 * @description Its place in the thread: rises by one with every row.
                 */
                seq: number;
                /** @description The words, of whoever wrote them. */
                text?: string | null;
                /** @description Whether others can read it. */
                visibility: components["schemas"]["Visibility"];
                /** @description Of an activity: what was done (`accepted`, `transferred`, …). */
                what?: string | null;
            }[];
            /** @description Ask with `cursor` set to this for the next page; nothing at the end of the list. */
            next?: string | null;
        };
        /** @enum {string} */
        Platform: "facebook" | "instagram" | "kakaotalk" | "line" | "linkedin" | "open" | "reddit" | "sms" | "telegram" | "web" | "whatsapp" | "x";
        /** @description How right the rules were in a period. */
        PrecisionView: {
            /** @description The first moment that counts. */
            from: components["schemas"]["Moment"];
            /** @description One entry per rule, by name. */
            rules: components["schemas"]["RulePrecisionView"][];
            /** @description The first moment that does not count any more. */
            to: components["schemas"]["Moment"];
        };
        /** @enum {string} */
        Presence: "on_queue" | "away" | "not_responding" | "off_queue";
        /** @description Where somebody is. */
        PresenceBody: {
            presence: components["schemas"]["Chosen"];
        };
        /** @description A query as far as it is written. */
        PreviewBody: {
            /**
             * @description The language of sentences.
             * @default en
             */
            language: components["schemas"]["Language"];
            /**
             * @description How many of the newest items of the last seven days to ask it of.
             * @default 200
             */
            last: number;
            /** @description Where it is asked: at ingestion, or after analysis, where `sentiment:`, `intent:` and `urgency:` are known, too. */
            place?: components["schemas"]["AskedAt"];
            /** @description It. */
            query: string;
        };
        /** @description An item that a query matches. */
        PreviewItem: {
            /** @description When it was said. */
            at: components["schemas"]["Moment"];
            /** @description Where those stand that were asked for. */
            hits: components["schemas"]["HitView"][];
            /** @description Its id. */
            mention: string;
            /** @description Its words. */
            text: string;
        };
        /** @description What a query means, and what it would have caught. */
        PreviewView: {
            /** @description Of those, the ones that each topic caught already. */
            by_topic: {
                [key: string]: number;
            };
            /** @description It has no word that must be there, so it is asked of every item. */
            costly: boolean;
            /** @description The newest it matches. */
            items: components["schemas"]["PreviewItem"][];
            /**
             * Format: int64
             * @description Items it was asked of.
             */
            looked_at: number;
            /**
             * Format: int64
             * @description Items it matches.
             */
            matched: number;
            /** @description As it would be stored. */
            normal_form: string;
            /** @description What X can search for itself. */
            push_down: components["schemas"]["PushDownView"];
            /** @description What is lawful and perhaps not meant. */
            warnings: components["schemas"]["WarningView"][];
        };
        /** @description What is to be kept about a person: all of it, in the place of what was. */
        ProfileBody: {
            /** @description In the order they are to be shown. */
            facts?: components["schemas"]["FactView"][];
            /** @description Words of people, in any language, each once. */
            tags?: string[];
        };
        /** @description What is kept about a person. */
        ProfileView: {
            /** @description Who saved it last. */
            by: components["schemas"]["Slug"];
            /** @description In the order they were written. */
            facts: components["schemas"]["FactView"][];
            /** @description Words of people, in any language; rules do not ask for them. */
            tags: string[];
        };
        /** @enum {string} */
        Progress: "done" | "open" | "failed";
        /** @enum {string} */
        Proof: "person" | "probe" | "setting" | "delivery";
        /** @description A query in the words of X's search. */
        PushDownView: {
            /** @description The smallest access that takes it: `self_serve`, `full_archive`, `enterprise`; nothing for longer ones. */
            access?: string | null;
            /** @description The parts that are asked after delivery. */
            filtered: string[];
            /** @description Its length, in characters. */
            length: number;
            /** @description What is sent; nothing where X cannot narrow it. */
            sent?: string | null;
        };
        /** @description A queue as an administrator writes it. */
        QueueBody: {
            /** @description A code must be given to close. */
            code_required?: boolean;
            /** @description What people call it. */
            name: string;
            /**
             * Format: int32
             * @description How long an offer stands before it goes on to the next agent, in seconds.
             * @default 60
             */
            offer_seconds: number;
            /** @description The codes an agent may close with; none means any. */
            wrap_up_codes?: components["schemas"]["Slugs"];
        };
        /** @description The figures of a queue. A figure counts when its interaction has ended. */
        QueueFiguresView: {
            /**
             * Format: double
             * @description answered / offered × 100.
             */
            answer_percent?: number | null;
            /**
             * Format: int64
             * @description Those that ended with an agent accepting.
             */
            answered: number;
            /**
             * Format: double
             * @description The mean of first responses to those.
             */
            average_first_response_ms?: number | null;
            /**
             * Format: double
             * @description The mean of connected time and wrap-up of those.
             */
            average_handle_ms?: number | null;
            /**
             * Format: double
             * @description The mean of the stays that were answered.
             */
            average_speed_of_answer_ms?: number | null;
            /**
             * Format: double
             * @description The mean of all stays.
             */
            average_wait_ms?: number | null;
            /**
             * Format: int64
             * @description Interactions that ended here.
             */
            handled: number;
            /**
             * Format: int64
             * @description Stays in this queue.
             */
            offered: number;
            /** @description The queue. */
            queue: components["schemas"]["Slug"];
            /**
             * Format: int64
             * @description How often those were passed on.
             */
            transfers: number;
        };
        /** @description A queue. */
        QueueView: components["schemas"]["QueueBody"] & {
            /** @description Its name in rules. */
            id: components["schemas"]["Slug"];
        };
        /** @description Whom to tell. */
        RecipientsBody: {
            /** @description Every supervisor at the screen. */
            desktop?: boolean;
            mail?: components["schemas"]["MailBody"] | null;
            webhook?: components["schemas"]["WebhookBody"] | null;
        };
        /** @description Why an answer does not go out. */
        RefuseBody: {
            /** @description The reason, for its author. Who takes an answer of their own back may leave it out. */
            reason?: string | null;
        };
        /** @description Why a command was refused. */
        RefusedView: {
            /** @description For programs. */
            code: string;
            /** @description For people. */
            message: string;
            /** @description What to do about it. */
            next: string;
        };
        /** @description Which period, and how. */
        ReplayBody: {
            /** @description Where the page before ended: its `next`. */
            cursor?: string | null;
            /** @description The first day, as 2026-03-01, or the first moment, in RFC 3339. Otherwise a week before `to`. */
            from?: string | null;
            /** @description Shadow shows, live does. */
            mode: components["schemas"]["Mode"];
            rules_of?: components["schemas"]["Moment"] | null;
            /** @description The last day, or the first moment that does not count any more. Otherwise now. */
            to?: string | null;
        };
        /** @description What came of one page of the period; those of all pages together are the replay. */
        ReplayView: {
            /** @description The first hundred that come out otherwise. */
            differences: components["schemas"]["DifferenceView"][];
            /** @description Those that needed somebody and would need nobody. Live leaves them as they are. */
            fewer: number;
            /** @description Mentions decided on again. */
            looked_at: number;
            /** @description Those that needed nobody and would need somebody. */
            more: number;
            /** @description Where to go on, if there is more. */
            next?: string | null;
            /** @description Those that would go elsewhere, or by another rule. */
            otherwise: number;
            /** @description Of those the ones that come out as they did. */
            same: number;
            /** @description Commands sent; with `live` only. */
            sent: number;
        };
        /** @description An answer: `text`, or `canned` with `variables`; and what it carries beside them. */
        ReplyBody: {
            canned?: components["schemas"]["Slug"] | null;
            extra?: components["schemas"]["Extra"] | null;
            language?: components["schemas"]["Language"] | null;
            /**
             * Format: int64
             * @description The `seq` of the newest row you have seen: if the customer has written since, the answer is refused. Leave it
             *     out to send in any case.
             */
            seen?: number | null;
            /** @description The words. */
            text?: string | null;
            /** @description Values for its variables. `customer.name`, `agent.name` and `queue.name` are known. At most 50. */
            variables?: {
                [key: string]: string;
            };
            visibility?: components["schemas"]["Visibility"] | null;
        };
        /** @description The longest answer of one way of answering. */
        ReplyLimitView: {
            /** @description The longest text. */
            length: number;
            /** @description What the channel shows as it is made. All else an answer carries goes out in words, and the message says so. */
            shows: components["schemas"]["ExtraKind"][];
            /** @description What it shows only without words beside it. */
            shows_alone: components["schemas"]["ExtraKind"][];
            /** @description What that counts. */
            unit: components["schemas"]["UnitName"];
            /** @description Which files can be uploaded for it; none where the channel fetches or shows none. */
            uploads: components["schemas"]["TakesView"][];
            /** @description Which way. */
            visibility: components["schemas"]["Visibility"];
        };
        /** @description Whether a conversation may be answered now. */
        ReplyWindowView: {
            since?: components["schemas"]["Moment"] | null;
            until?: components["schemas"]["Moment"] | null;
            /** @description Open, only by hand, or closed. */
            window: components["schemas"]["WindowName"];
        };
        /** @enum {string} */
        Role: "agent" | "supervisor" | "admin";
        /** @description Where a conversation went. */
        RoutedView: {
            chosen?: components["schemas"]["ChosenView"] | null;
            /** @description Which. */
            conversation: string;
            /** @description Those who passed on it while it waits. */
            passed: components["schemas"]["Slugs"];
            /**
             * Format: int32
             * @description Minutes of head start.
             */
            priority: number;
            /** @description In which line it was put. */
            queue: components["schemas"]["Slug"];
            /** @description What the agent must be able to do. */
            skills: components["schemas"]["Slugs"];
            ticket?: components["schemas"]["OpenedTicketView"] | null;
        };
        /** @description A rule as an administrator writes it. */
        RuleBody: {
            /**
             * @description A paused rule is not asked.
             * @default true
             */
            active: boolean;
            /** @description When it applies. */
            condition: components["schemas"]["ConditionView"];
            /** @description What people call it. */
            name: string;
            /**
             * Format: int32
             * @description Its place: lowest first, ties by id. The first rule that matches and does not say `continue` decides.
             */
            number: number;
            /** @description What it does then. */
            outcome: components["schemas"]["OutcomeBody"];
            /** @description Set on every item it matches. */
            tags?: components["schemas"]["Slugs"];
        };
        /** @description How right a rule was. An interaction counts when it is over. */
        RulePrecisionView: {
            /**
             * Format: int64
             * @description Interactions that were dismissed.
             */
            dismissed: number;
            /**
             * Format: int64
             * @description Interactions that were handled.
             */
            kept: number;
            /** @description What people call it; nothing for one that was deleted. */
            name?: string | null;
            /**
             * Format: double
             * @description kept / (kept + dismissed) × 100; nothing where there were none.
             */
            precision_percent?: number | null;
            /** @description How many of those for each reason. */
            reasons: {
                [key: string]: number;
            };
            /** @description The rule. */
            rule: components["schemas"]["Slug"];
        };
        /** @description A rule. */
        RuleView: components["schemas"]["RuleBody"] & {
            /** @description Its name in traces. */
            id: components["schemas"]["Slug"];
        };
        /** @description A sample of a day's noise. */
        SampleView: {
            /** @description The connection. */
            account: components["schemas"]["Slug"];
            /** @description The UTC day. */
            day: string;
            /** @description The items, the newest first, two hundred at most. */
            items: components["schemas"]["SampledView"][];
            /**
             * Format: int64
             * @description One item in so many is in it.
             */
            one_in: number;
        };
        /** @description An item that no rule asked for. */
        SampledView: {
            /** @description When it was said. */
            at: components["schemas"]["Moment"];
            content_type?: components["schemas"]["ContentType"] | null;
            /** @description The words. */
            text: string;
        };
        /** @description A saved view as its owner writes it. */
        SavedViewBody: {
            /** @description What people call it. */
            name: string;
            /** @description The query of its address in the console, without `?`: filters, charts, columns. */
            query?: string;
            /** @description Whether everybody who sees figures sees it. */
            shared?: boolean;
        };
        /** @description A saved view. */
        SavedViewView: components["schemas"]["SavedViewBody"] & {
            /** @description Its name in addresses. */
            id: components["schemas"]["Slug"];
            /** @description Who made it. */
            owner: components["schemas"]["Slug"];
        };
        /** @description The secrets of a connection. They can be set and never be read. */
        SecretsBody: {
            /** @description The app's name at the platform. */
            client_id?: string | null;
            /** @description The app's own secret; public clients of X have none. */
            client_secret?: string | null;
            /**
             * @description Where answers go as signed notifications: an `https` address of yours. Only for Open messaging, which sends nothing
             *     without it.
             */
            notify_url?: string | null;
            /**
             * @description Where tokens run out (X, Reddit, LinkedIn): what the next one is asked for with. With it and `client_id` the token renews
             *     itself. On KakaoTalk and SMS the access key of Sinch alone does it: `client_id` and `client_secret`.
             */
            refresh_token?: string | null;
            /**
             * @description What the platform signs its deliveries with: the LINE channel secret, the Meta app secret, the secret of the webhook at Sinch. Two while one is
             *     being replaced.
             */
            signing: string[];
            /** @description The access token for answers. */
            token: string;
            /** @description What Meta is told to repeat when it asks for the webhook address. */
            verify_token?: string | null;
        };
        /** @enum {string} */
        Sensitivity: "low" | "standard" | "high";
        /** @enum {string} */
        Sentiment: "positive" | "negative" | "neutral" | "unknown";
        /** @description One line, bar or slice of a chart. */
        SeriesView: {
            /** @description A value is an estimate: show it as "about". */
            about: boolean;
            /** @description Of a breakdown: the sentiment, the platform or the content type it counts. */
            class?: string | null;
            /**
             * Format: double
             * @description The population standard deviation over the buckets that are over.
             */
            deviation?: number | null;
            /**
             * Format: double
             * @description The mean over the buckets that are over.
             */
            mean?: number | null;
            /**
             * Format: double
             * @description Of a breakdown: the share of the class in percent; the classes add up to 100.0.
             */
            percent?: number | null;
            /**
             * Format: double
             * @description The value of the whole period. Not the sum where people are counted: each counts once.
             */
            period?: number | null;
            platform?: components["schemas"]["Platform"] | null;
            /** @description One value per bucket; null where there is none (nothing rated), which is not 0. */
            points: (number | null)[];
            /** @description Of net sentiment, how many mentions could be rated in each bucket: below 10 a value says little. Empty elsewhere. */
            rated: number[];
            topic?: components["schemas"]["Slug"] | null;
        };
        /** @description How far an engine in the shadow agreed on one thing in one language. */
        ShadowAgreementView: {
            /**
             * Format: int64
             * @description On how many they agreed.
             */
            agreed: number;
            /** @description The engine in the shadow, with its version. */
            engine: string;
            /**
             * Format: double
             * @description Cohen's kappa: 1 is full agreement, 0 what chance would give; nothing where both gave one label only.
             */
            kappa?: number | null;
            language?: components["schemas"]["Language"] | null;
            /**
             * Format: int64
             * @description How many texts both judged.
             */
            of: number;
            /** @description On what. */
            on: components["schemas"]["Compared"];
            /** @description The engine that was used. */
            used: string;
        };
        /** @description How far engines agreed on a day. */
        ShadowView: {
            /** @description By engine, language and aspect. */
            agreements: components["schemas"]["ShadowAgreementView"][];
            /** @description The UTC day. */
            day: string;
        };
        /**
         * @description Whether a rule is still the one that spoke.
         * @enum {string}
         */
        SinceView: "same" | "changed" | "gone";
        /** @description A skill as an administrator writes it. */
        SkillBody: {
            /** @description What people call it. */
            name: string;
        };
        /** @description A skill. */
        SkillView: components["schemas"]["SkillBody"] & {
            /** @description Its name in rules. */
            id: components["schemas"]["Slug"];
        };
        /** @description 1 to 64 of a-z, 0-9, '.', '_', '-', beginning with a letter or digit */
        Slug: string;
        Slugs: string[];
        /** @description A source as an administrator writes it. */
        SourceBody: {
            /** @description The connection it is asked by, and that its items belong to. For a feed, one of Open messaging. */
            account: components["schemas"]["Slug"];
            /**
             * @description Taking part.
             * @default true
             */
            active: boolean;
            /**
             * Format: int32
             * @description The most calls in a calendar month (UTC). They are spread over the month, and a burst may be a day ahead.
             */
            calls_per_month: number;
            /**
             * Format: int32
             * @description Seconds between two calls when there is much news.
             * @default 60
             */
            fastest_seconds: number;
            /** @description What people call it. */
            name: string;
            /**
             * Format: int32
             * @description Seconds between two calls when there is none.
             * @default 900
             */
            slowest_seconds: number;
            /** @description What is asked for. */
            wants: components["schemas"]["WantsView"];
        };
        /** @description A source. */
        SourceView: components["schemas"]["SourceBody"] & {
            /** @description Its name. */
            id: components["schemas"]["Slug"];
        };
        /** @description Part of a text: bytes of its UTF-8. */
        SpanView: {
            /** @description The first byte behind it. */
            end: number;
            /** @description The first byte. */
            start: number;
        };
        /**
         * @description The stages of a conversation.
         * @enum {string}
         */
        StageName: "bot" | "waiting" | "offered" | "with" | "wrap_up" | "closed";
        /** @description Where a conversation is. */
        StageView: {
            agent?: components["schemas"]["Slug"] | null;
            code?: components["schemas"]["Slug"] | null;
            queue?: components["schemas"]["Slug"] | null;
            /** @description Since when; for an offer: waiting since when. */
            since: components["schemas"]["Moment"];
            /** @description Which of them. */
            stage: components["schemas"]["StageName"];
            until?: components["schemas"]["Moment"] | null;
        };
        /** @description How a source does. */
        StandView: {
            /**
             * Format: int32
             * @description Calls begun this month.
             */
            calls: number;
            due?: components["schemas"]["Moment"] | null;
            /**
             * Format: int32
             * @description Failures one after the other.
             */
            failures: number;
            /**
             * Format: int64
             * @description Items taken in ever.
             */
            found: number;
            /**
             * Format: int64
             * @description Items that a webhook should have brought and did not.
             */
            missed: number;
            /** @description The month, as `2026-11`. */
            month?: string | null;
            /** @description The last failure, if it has not worked since. */
            trouble?: string | null;
        };
        /** @description Figures of a period. */
        StatsView: {
            /** @description When this was read: late items change past buckets. */
            as_of: components["schemas"]["Moment"];
            /** @description How long a bucket is. */
            bucket: components["schemas"]["BucketLength"];
            /** @description The buckets. */
            buckets: components["schemas"]["BucketView"][];
            /** @description The first moment of the first bucket: take it for the rows behind a figure. */
            from: components["schemas"]["Moment"];
            /** @description What the series are of. */
            group_by: components["schemas"]["GroupBy"];
            /** @description What is measured. */
            measure: components["schemas"]["Measure"];
            /** @description The series. */
            series: components["schemas"]["SeriesView"][];
            /** @description The first moment after the last bucket. */
            to: components["schemas"]["Moment"];
            /** @description The time zone of the labels. */
            zone: string;
        };
        /** @description What was told of an alert at one time. */
        StepView: {
            /** @description When that was noticed. */
            at: components["schemas"]["Moment"];
            /** @description What happened. */
            change: components["schemas"]["AlertChange"];
            /**
             * Format: double
             * @description How many were to be expected there.
             */
            expected: number;
            /**
             * Format: int64
             * @description Mentions that counted then.
             */
            observed: number;
        };
        /** @description Files of a kind that can be uploaded. */
        TakesView: {
            /** @description The kind. */
            kind: components["schemas"]["FileKind"];
            /**
             * Format: int64
             * @description The most bytes.
             */
            largest: number;
            /** @description The media types it may have. */
            types: string[];
        };
        /** @description A term that is suddenly said. */
        TermView: {
            /**
             * Format: int32
             * @description How many people said it.
             */
            authors: number;
            /**
             * Format: int32
             * @description Mentions of the days before that hold it.
             */
            before: number;
            /**
             * Format: int32
             * @description Mentions that hold it.
             */
            count: number;
            /**
             * Format: double
             * @description Dunning's log-likelihood ratio G²: above 10.8 it is chance once in a thousand.
             */
            g2: number;
            /**
             * Format: double
             * @description How many times as often as before.
             */
            growth: number;
            /**
             * Format: int64
             * @description Those against.
             */
            negative: number;
            /**
             * Format: int64
             * @description Of the mentions that hold it, those in favour.
             */
            positive: number;
            /** @description The term, in lower case. */
            term: string;
        };
        /**
         * @description What a matching rule means.
         * @enum {string}
         */
        Then: "escalate" | "no_action" | "continue";
        /** @description A ticket for one socket. */
        TicketView: {
            /** @description Until when it works. */
            expires_at: components["schemas"]["Moment"];
            /** @description Open the WebSocket with `?ticket=` this. It works once. */
            ticket: string;
        };
        /** @description Where a transfer goes: exactly one of these. */
        ToView: {
            queue: components["schemas"]["Slug"];
        } | {
            agent: components["schemas"]["Slug"];
        } | {
            skill: components["schemas"]["Slug"];
        };
        /** @description A topic as an administrator writes it. */
        TopicBody: {
            /**
             * @description A paused topic catches nothing.
             * @default true
             */
            active: boolean;
            /** @description What people call it. */
            name: string;
            /** @description What to catch; one is enough. */
            rules: components["schemas"]["IngestionRuleBody"][];
        };
        /** @description A topic. */
        TopicView: {
            /** @description A paused topic catches nothing. */
            active: boolean;
            /** @description Its name in figures. */
            id: components["schemas"]["Slug"];
            /** @description What people call it. */
            name: string;
            /** @description What it catches; one is enough. */
            rules: components["schemas"]["IngestionRuleView"][];
        };
        /** @description Why an item is where it is. */
        TraceView: {
            /** @description Each rule that caught it. */
            captured: components["schemas"]["CapturedView"][];
            escalation?: components["schemas"]["EscalationView"] | null;
            /** @description How it was judged, by which analyser. */
            judged: components["schemas"]["AnalysisView"];
            routed?: components["schemas"]["RoutedView"] | null;
            /** @description The same in sentences, in the order in which things were decided. */
            sentences: string[];
        };
        /** @description To where, with what to know. */
        TransferBody: {
            /** @description Words for the next one. */
            note?: string | null;
            /** @description To where. */
            to: components["schemas"]["ToView"];
        };
        /**
         * @description How a platform counts the length of a text.
         * @enum {string}
         */
        UnitName: "utf16" | "bytes" | "characters" | "septets" | "weighted";
        /** @enum {string} */
        Unkept: "too_large" | "dangerous" | "gone" | "forbidden" | "unavailable";
        /** @description What does not hold, in which language. */
        UnmetView: {
            /** @description By what it is decided. */
            by: components["schemas"]["CriterionBy"];
            /**
             * Format: double
             * @description How it stands.
             */
            is?: number | null;
            language?: components["schemas"]["Language"] | null;
            /**
             * Format: double
             * @description The least it must be.
             */
            needs: number;
            on?: components["schemas"]["Compared"] | null;
        };
        /** @description A file that is to be sent. */
        UploadBody: {
            /** @description Its media type. The bytes are looked at when it is sent. */
            content_type: string;
            /** @description What it is to be for the customer. What the channel takes stands in `reply_limits` of the conversation. */
            kind: components["schemas"]["FileKind"];
            /**
             * Format: int64
             * @description Its size in bytes. No other size can be put.
             */
            size: number;
        };
        /** @description Room for a file. */
        UploadView: {
            /** @description Until then. */
            until: components["schemas"]["Moment"];
            /** @description What to name it by in an answer: `{"carries": "upload", "upload": …, "kind": …, "name": …}`. */
            upload: string;
            /** @description Put the file here, with `Content-Type` as it was told; no other header is needed. */
            url: string;
        };
        /** @enum {string} */
        Urgency: "low" | "normal" | "high";
        /** @description The company's own rules of urgency, in the place of those that are shipped. */
        UrgencyBody: {
            /** @description All of them. */
            rules: components["schemas"]["UrgencyRuleBody"][];
        };
        /**
         * @description One rule: applies to a message that has one of `any`, one of `with` where its language has any, and none of `unless`. English
         *     terms are words with a `*` at an end and `..` for up to three words between; Korean and Japanese terms are stems, spaces not
         *     counting, with `..` for up to twelve characters between, `^` and `$` for the edges of a word. `0` stands for any number.
         */
        UrgencyRuleBody: {
            /** @description One of these must be there: terms by language (`en`, `ko`, `ja`). */
            any: {
                [key: string]: string[];
            };
            /** @description Its name, as evidence tells it. */
            id: string;
            /** @description What it makes of the message. */
            level: components["schemas"]["Urgency"];
            /** @description And none of these. */
            unless?: {
                [key: string]: string[];
            };
            /** @description And one of these. */
            with?: {
                [key: string]: string[];
            };
        };
        /** @description What escalation made of an item, and why. */
        VerdictView: {
            /** @description Rules that matched before it and let later ones speak. */
            continued: components["schemas"]["AppliedView"][];
            decided_by?: components["schemas"]["AppliedView"] | null;
            /** @description A person must step in. */
            escalated: boolean;
            /** @description The first rules behind it, which were not asked. */
            not_reached: components["schemas"]["Slugs"];
            /**
             * Format: int32
             * @description How many were not asked.
             */
            not_reached_count: number;
            /**
             * Format: int32
             * @description Minutes of head start.
             */
            priority: number;
            queue?: components["schemas"]["Slug"] | null;
            /** @description What the person must be able to do. */
            skills: components["schemas"]["Slugs"];
            /** @description Set by the rules that matched. */
            tags: components["schemas"]["Slugs"];
        };
        /** @enum {string} */
        Visibility: "public" | "private";
        /** @description What a rule has caught. */
        VolumeView: {
            /** @description Whether it is beyond its cap, and pauses or samples. */
            beyond: boolean;
            /**
             * Format: int64
             * @description Public items it kept; one that several rules caught counts for each.
             */
            caught: number;
            /**
             * Format: int64
             * @description What it may, if it has a cap.
             */
            per_month?: number | null;
            /** @description The rule. */
            rule: components["schemas"]["Slug"];
        };
        /** @description What the rules of a topic have caught in a month. */
        VolumesView: {
            /** @description The month. */
            month: string;
            /** @description One entry per rule that there is or that has caught something, by name. */
            rules: components["schemas"]["VolumeView"][];
            /** @description The topic. */
            topic: components["schemas"]["Slug"];
        };
        /** @description One stay in a queue. */
        WaitView: {
            /** @description It ended with an agent accepting. */
            answered: boolean;
            /** @description The queue. */
            queue: components["schemas"]["Slug"];
            /**
             * Format: int64
             * @description How long.
             */
            wait_ms: number;
        };
        /** @description What a source is asked for: exactly one of these. */
        WantsView: {
            query: string;
            /** @enum {string} */
            wants: "search";
        } | {
            name: string;
            /** @enum {string} */
            wants: "community";
        } | {
            /** @enum {string} */
            wants: "own";
        } | {
            url: string;
            /** @enum {string} */
            wants: "feed";
        };
        /** @description A doubt about a query. */
        WarningView: {
            /** @description For programs: `lower_case_operator`, `mixed_without_parentheses`, `not_a_field`. */
            code: unknown;
            /** @description Where, in characters from the start. */
            position: number;
            /** @description For people, in the language asked for. */
            sentence: string;
        };
        /** @description What counts. */
        WatchBody: {
            /** @description A spike against the topic's own history, a threshold, silence, or people who speak worse than they are used to. */
            for: components["schemas"]["WatchedFor"];
            /**
             * Format: int32
             * @description With `threshold`, `negative_share` and `net_sentiment`: within this hour and the ones before it. With `silence`: for so long.
             */
            hours?: number | null;
            /**
             * Format: int32
             * @description With `threshold`: from this number on; 1 tells of every match, once while they go on.
             */
            least?: number | null;
            of?: components["schemas"]["Counted"] | null;
            sensitivity?: components["schemas"]["Sensitivity"] | null;
        };
        /**
         * @description What is watched for.
         * @enum {string}
         */
        WatchedFor: "spike" | "threshold" | "silence" | "negative_share" | "net_sentiment";
        /** @description Where a program listens. */
        WebhookBody: {
            /** @description The account of the open platform whose `signing` secret signs what is posted, as `X-Hub-Signature-256`. */
            account: components["schemas"]["Slug"];
            /** @description Its address: https. Plain http goes only to hosts that the operator lets be called. */
            url: string;
        };
        /**
         * @description The reply window.
         * @enum {string}
         */
        WindowName: "open" | "human_only" | "closed";
        /** @description A count with the draft and with the saved rule. */
        WithAndWithoutView: {
            /**
             * Format: int64
             * @description With the saved rule.
             */
            current: number;
            /**
             * Format: int64
             * @description With the draft.
             */
            draft: number;
        };
        /** @description The company's own settings. */
        WorkspaceBody: {
            /**
             * @description Whether a small sample of what matches no rule is kept for a week.
             * @default true
             */
            noise_sample: boolean;
            /**
             * @description Whether a topic, an escalation rule or an alert rule that decides something new must have been tried on the last seven days of
             *     history, within seven days, before it is saved.
             * @default false
             */
            require_backtest: boolean;
            /**
             * @description The time zone of buckets, labels and exports where a view names none, by its IANA name.
             * @example Asia/Seoul
             */
            zone: string;
        };
        /** @description An alert that a rule would have told. */
        WouldRaiseView: {
            /** @description Whether the other rule would have told something at the same time. */
            also: boolean;
            /** @description The first moment of the hour that made it open. */
            began: components["schemas"]["Moment"];
            class?: components["schemas"]["AlertClass"] | null;
            ended?: components["schemas"]["Moment"] | null;
            /**
             * Format: double
             * @description How many were to be expected there.
             */
            expected: number;
            /**
             * Format: int64
             * @description Mentions that counted when it opened.
             */
            observed: number;
            /**
             * Format: int64
             * @description The most that counted in one reading while it was open.
             */
            peak: number;
            platform?: components["schemas"]["Platform"] | null;
            /**
             * Format: int32
             * @description How often somebody would have been told.
             */
            told: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_accounts: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_AccountView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AccountView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AccountView"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AccountView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    delete_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_checklist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of the connection. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_entry: {
        parameters: {
            query?: {
                /** @description Where the link is shown: 1 to 40 small letters, digits and hyphens. The conversation gets the tag `entry-…`. */
                reference?: string;
                /** @description Words that the customer may begin with, where the platform takes any. At most 200 characters. */
                text?: string;
            };
            header?: never;
            path: {
                /** @description The name of the connection. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_account_health: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of the connection. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_account_secrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of the connection. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretsBody"];
            };
        };
        responses: {
            /** @description Set. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_agents: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_AgentView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    attend_me: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresenceBody"];
            };
        };
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Their name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AgentView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description The `sub` of their sign-in. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AgentView"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AgentView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    delete_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Their name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_agent_command: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Their name. */
                id: components["schemas"]["Slug"];
                /** @description The id of the command. */
                command: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it has come. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    attend: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description Their name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresenceBody"];
            };
        };
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_alert_rules: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_AlertRuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_alert_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AlertRuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_alert_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertRuleBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AlertRuleView"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AlertRuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    delete_alert_rule: {
        parameters: {
            query?: {
                /** @description For good, with all its versions; otherwise it can be restored. */
                hard?: boolean;
            };
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    backtest_alert_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name; it need not be saved yet. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertBacktestBody"];
            };
        };
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertBacktestView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    pause_alert_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is paused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AlertRuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    resume_alert_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It takes part. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AlertRuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_alert_rule_versions: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_AlertRuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    restore_alert_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
                /** @description The version that comes back. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is the newest version now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AlertRuleView"];
                };
            };
            /** @description It was deleted, and is there again. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AlertRuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_alerts: {
        parameters: {
            query?: {
                /** @description Opened in this month, as 2026-11; otherwise in the running one. */
                month?: string;
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AlertView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_alert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    acknowledge_alert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It, with who sees to it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_alert_cause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What drives it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertCauseView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    analyze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnalysesBody"];
            };
        };
        responses: {
            /** @description One judgement for each text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysesView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_approvals: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AwaitingView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    backtest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BacktestBody"];
            };
        };
        responses: {
            /** @description The report of this page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BacktestView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_canned: {
        parameters: {
            query?: {
                /** @description For this queue, or for all. */
                queue?: components["schemas"]["Slug"];
                /** @description With a text in this language. */
                language?: components["schemas"]["Language"];
                /** @description Words in its name, its shortcut or its texts. */
                q?: string;
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_CannedView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_canned: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_CannedView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_canned: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CannedBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_CannedView"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_CannedView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    delete_canned: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_colleagues: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ColleagueView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Their id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_contact_conversations: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Their id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ConversationView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_profile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Their id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_ProfileView"];
                };
            };
            /** @description Kept for the first time. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_ProfileView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    open_conversation: {
        parameters: {
            query?: never;
            header: {
                /** @description Made up by the client; the same again is the same message. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenBody"];
            };
        };
        responses: {
            /** @description Sent to be taken in. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_opened: {
        parameters: {
            query: {
                /** @description The id of the customer, as it was sent. */
                contact: string;
            };
            header?: never;
            path: {
                /** @description The name of the connection. */
                id: components["schemas"]["Slug"];
                /** @description The id of the message. */
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it has come. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    accept: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    assign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignBody"];
            };
        };
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    close: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseBody"];
            };
        };
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_conversation_command: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the conversation. */
                id: string;
                /** @description The id of the command. */
                command: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it has come. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    decline: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    dismiss: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissBody"];
            };
        };
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    end: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_messages: {
        parameters: {
            query?: {
                /** @description What came after this place of the thread, oldest first. */
                after_seq?: number;
                /** @description What was said at this moment or later, by the platform's clock, oldest first. */
                since?: components["schemas"]["Moment"];
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MessageView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
                /** @description The id of the answer. */
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_files: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the conversation. */
                id: string;
                /** @description The id of the message. */
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    moderate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
                /** @description The id of the message. */
                message: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModerateBody"];
            };
        };
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    refuse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
                /** @description The id of the answer. */
                message: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefuseBody"];
            };
        };
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    resend: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
                /** @description The id of the answer. */
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    explain_message: {
        parameters: {
            query?: {
                /** @description The language of the sentences; English where it is not said. */
                language?: components["schemas"]["Language"];
            };
            header?: never;
            path: {
                /** @description The id of the conversation. */
                id: string;
                /** @description The id of the message. */
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TraceView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    leave_note: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    reply: {
        parameters: {
            query?: never;
            header: {
                /** @description Made up by the client; the same again is the same answer. */
                "Idempotency-Key": string;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyBody"];
            };
        };
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    take: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    transfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferBody"];
            };
        };
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    begin_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadBody"];
            };
        };
        responses: {
            /** @description Where to put it. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_corrections: {
        parameters: {
            query?: {
                /** @description The month (UTC), as 2026-03; otherwise this one. */
                month?: string;
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CorrectionView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_crisis: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_CrisisView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    begin_crisis: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CrisisBody"];
            };
        };
        responses: {
            /** @description It goes on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_CrisisView"];
                };
            };
            /** @description It is on. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_CrisisView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    end_crisis: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is over. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_crises: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_CrisisView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_deleted_alert_rules: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeletedView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_deleted_rules: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeletedView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_deleted_topics: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeletedView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_engines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnginesView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_admissions: {
        parameters: {
            query: {
                /** @description The engine with its version, as `GET /v1/engines` names it. */
                engine: string;
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_AdmissionView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    admit_engine: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EngineBody"];
            };
        };
        responses: {
            /** @description It counts in more languages, or again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AdmissionView"];
                };
            };
            /** @description It counts for the first time. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_AdmissionView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    withdraw_engine: {
        parameters: {
            query: {
                /** @description The engine with its version, as `GET /v1/engines` names it. */
                engine: string;
            };
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It counts no longer. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_inbox: {
        parameters: {
            query: {
                /** @description Which box. */
                box: "offered" | "with" | "wrap_up" | "waiting";
                /** @description Of this queue only. */
                queue?: components["schemas"]["Slug"];
                /** @description Of this agent instead of the caller; for supervisors. */
                agent?: components["schemas"]["Slug"];
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ConversationView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    lint_rules: {
        parameters: {
            query?: {
                /** @description The language of sentences. */
                language?: components["schemas"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What to look at. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LintView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    lint_draft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LintBody"];
            };
        };
        responses: {
            /** @description What to look at. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LintView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_missed: {
        parameters: {
            query: {
                /** @description The `as_of` of the last answer, or when the socket was lost. */
                since: components["schemas"]["Moment"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What changed, and what there is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissedView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    issue_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A ticket for one socket, within a minute. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_mentions: {
        parameters: {
            query?: {
                /** @description Of these topics; none means all. A mention of two topics comes once. */
                topic?: components["schemas"]["Slug"][];
                /** @description On these platforms. */
                platform?: components["schemas"]["Platform"][];
                /** @description Of these sentiments. */
                sentiment?: components["schemas"]["Sentiment"][];
                /** @description In these languages. */
                language?: components["schemas"]["Language"][];
                /** @description Of these types. */
                content_type?: components["schemas"]["ContentType"][];
                /** @description Of these intents. */
                intent?: components["schemas"]["Intent"][];
                /** @description By these connections. */
                account?: components["schemas"]["Slug"][];
                /** @description By these authors: the platform's ids. */
                author?: string[];
                /** @description Caught by these rules, each as `topic/rule`. */
                rule?: string[];
                /** @description Said in these countries, or by people who live there: codes of two letters. Where the platform tells none, it is none of them. */
                country?: string[];
                /** @description Part of these campaigns: by a hashtag, by `utm_campaign` of a link, or by the reference of the link the author came by. */
                campaign?: string[];
                /** @description Only what was escalated, or only what was not. */
                escalated?: boolean;
                /** @description The first day, as 2026-03-01, or the first moment, in RFC 3339. Otherwise a week before `to`. */
                from?: string;
                /** @description The last day, or the first moment that does not count any more. Otherwise now. */
                to?: string;
                /**
                 * @description The time zone of days, by its IANA name.
                 * @example Asia/Seoul
                 */
                zone?: string;
                /** @description From which end of the period. */
                order?: "oldest" | "newest";
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MentionView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_mention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MentionView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_mention_command: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the mention. */
                id: string;
                /** @description The id of the command. */
                command: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it has come. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    escalate_mention: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made up by the client; the same again is the same command. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EscalateBody"];
            };
        };
        responses: {
            /** @description Sent to be carried out. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    correct_judgement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionBody"];
            };
        };
        responses: {
            /** @description Kept. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    explain_mention: {
        parameters: {
            query?: {
                /** @description The language of the sentences; English where it is not said. */
                language?: components["schemas"]["Language"];
            };
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TraceView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    noise_sample: {
        parameters: {
            query: {
                /** @description The connection. */
                account: components["schemas"]["Slug"];
                /** @description The UTC day, as 2026-03-01; otherwise today. Noise is kept for eight days. */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sample. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    describe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An OpenAPI document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    preview_query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewBody"];
            };
        };
        responses: {
            /** @description What it means. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_queues: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_QueueView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_queue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_QueueView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_queue: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueueBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_QueueView"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_QueueView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    delete_queue: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    replay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayBody"];
            };
        };
        responses: {
            /** @description What came of this page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_rules: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_RuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    preview_condition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConditionPreviewBody"];
            };
        };
        responses: {
            /** @description What it holds for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConditionPreviewView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_RuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_RuleView"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_RuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    delete_rule: {
        parameters: {
            query?: {
                /** @description For good, with all its versions; otherwise it can be restored. */
                hard?: boolean;
            };
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    pause_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is paused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_RuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    resume_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It takes part. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_RuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_rule_versions: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_RuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    restore_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
                /** @description The version that comes back. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is the newest version now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_RuleView"];
                };
            };
            /** @description It was deleted, and is there again. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_RuleView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_skills: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_SkillView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_skill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_SkillView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_skill: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SkillBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_SkillView"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_SkillView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    delete_skill: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_sources: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_SourceView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_source: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_SourceView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_source: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SourceBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_SourceView"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_SourceView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    delete_source: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_source_stand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    interaction_stats: {
        parameters: {
            query?: {
                /** @description Of these queues; none means all. May be given several times. */
                queue?: components["schemas"]["Slug"][];
                /** @description The first day, as 2026-03-01, or the first moment, in RFC 3339. Otherwise a week before `to`. */
                from?: string;
                /** @description The last day, or the first moment that does not count any more. Otherwise now. */
                to?: string;
                /**
                 * @description The time zone of days, by its IANA name.
                 * @example Asia/Seoul
                 */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InteractionsView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    judgement_stats: {
        parameters: {
            query?: {
                /** @description The month (UTC), as 2026-03; otherwise this one. */
                month?: string;
                /** @description Only of what this topic had caught. */
                topic?: components["schemas"]["Slug"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementsView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    mention_stats: {
        parameters: {
            query: {
                /** @description What is measured. */
                measure: "mentions" | "users" | "net_sentiment" | "sentiment" | "platforms" | "content_types";
                /** @description One series for each topic, for each platform, or for all together. */
                group_by?: "topic" | "platform" | "none";
                /** @description Of these topics; none means all. May be given several times. */
                topic?: components["schemas"]["Slug"][];
                /** @description On these platforms; none means all. May be given several times. */
                platform?: components["schemas"]["Platform"][];
                /** @description Of these sentiments. */
                sentiment?: components["schemas"]["Sentiment"][];
                /** @description In these languages. */
                language?: components["schemas"]["Language"][];
                /** @description Of these types. */
                content_type?: components["schemas"]["ContentType"][];
                /** @description Of these intents. */
                intent?: components["schemas"]["Intent"][];
                /** @description By these connections. */
                account?: components["schemas"]["Slug"][];
                /** @description By these authors: the platform's ids. */
                author?: string[];
                /** @description Caught by these rules, each as `topic/rule`. */
                rule?: string[];
                /** @description Said in these countries, or by people who live there: codes of two letters. Where the platform tells none, it is none of them. */
                country?: string[];
                /** @description Part of these campaigns: by a hashtag, by `utm_campaign` of a link, or by the reference of the link the author came by. */
                campaign?: string[];
                /** @description Only what was escalated, or only what was not. */
                escalated?: boolean;
                /** @description The first day, as 2026-03-01, or the first moment, in RFC 3339. Otherwise a week before `to`. */
                from?: string;
                /** @description The last day, or the first moment that does not count any more. Otherwise now. */
                to?: string;
                /**
                 * @description The time zone of days and labels, by its IANA name.
                 * @example Asia/Seoul
                 */
                zone?: string;
                /** @description How long a bucket is. */
                bucket?: "half_hour" | "hour" | "day" | "week";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatsView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    noise_stats: {
        parameters: {
            query: {
                /** @description The connection. */
                account: components["schemas"]["Slug"];
                /** @description The UTC day, as 2026-03-01; otherwise today. Noise is kept for eight days. */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoiseView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    queue_stats: {
        parameters: {
            query?: {
                /** @description This one only. */
                queue?: components["schemas"]["Slug"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines, now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinesView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    rule_stats: {
        parameters: {
            query?: {
                /** @description Of these rules; none means the first hundred. May be given several times. */
                rule?: components["schemas"]["Slug"][];
                /** @description The first day, as 2026-03-01, or the first moment, in RFC 3339. Otherwise four weeks before `to`. */
                from?: string;
                /** @description The last day, or the first moment that does not count any more. Otherwise now. */
                to?: string;
                /**
                 * @description The time zone of days, by its IANA name.
                 * @example Asia/Seoul
                 */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrecisionView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    shadow_stats: {
        parameters: {
            query?: {
                /** @description The UTC day, as 2026-03-01; otherwise today. Comparisons are kept for thirty days. */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    volume_stats: {
        parameters: {
            query: {
                /** @description The topic. */
                topic: components["schemas"]["Slug"];
                /** @description The month (UTC), as 2026-03; otherwise this one. */
                month?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VolumesView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_topics: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_TopicView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_topic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_TopicView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_topic: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TopicBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_TopicView"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_TopicView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    delete_topic: {
        parameters: {
            query?: {
                /** @description For good, with all its versions; otherwise it can be restored. */
                hard?: boolean;
            };
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_emerging_terms: {
        parameters: {
            query?: {
                /** @description The first UTC day, as 2026-03-01; otherwise a week before `to`. */
                from?: string;
                /** @description The last UTC day; otherwise yesterday. Days are kept for forty days. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The days, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmergingDayView"][];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    pause_topic: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is paused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_TopicView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    resume_topic: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It takes part. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_TopicView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_topic_versions: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_TopicView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    restore_topic: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
                /** @description The version that comes back. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is the newest version now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_TopicView"];
                };
            };
            /** @description It was deleted, and is there again. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_TopicView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_urgency_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_UrgencyBody"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_urgency_rules: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UrgencyBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_UrgencyBody"];
                };
            };
            /** @description Set for the first time. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_UrgencyBody"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    delete_urgency_rules: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shipped rules apply. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_shipped_urgency_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UrgencyBody"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    list_views: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its `next`. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Kept_SavedViewView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_view: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_SavedViewView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_SavedViewView"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_SavedViewView"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    delete_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path: {
                /** @description Its name. */
                id: components["schemas"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description There is no such thing, or not for the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    get_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_WorkspaceBody"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
    save_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have read. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceBody"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_WorkspaceBody"];
                };
            };
            /** @description Set for the first time. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept_WorkspaceBody"];
                };
            };
            /** @description Something in it is wrong: `field` says where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The caller's role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description It does not fit what is there now: another version, an unlawful move, a key used for another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is larger than a megabyte. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description Too many requests: the gateway turns them away. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description A fault of the system. It is logged, and somebody is alarmed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            /** @description The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once. */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
        };
    };
}
