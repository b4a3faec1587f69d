benford-mantissa = Mantissa arc: squared length { $arc }; the chance of one as long under the law is { $chance }.
benford-sums = { $n } positive numbers, { $total } in all: sums by leading pair deviate by { $mad } on average; the largest is that of { $digit } with { $share } (expected 1.11%). Nobody published limits for this test: no verdict.
method-column-sum = Sum
benford-distortion = Distortion factor: { $exact } of the law's mean; by the published constants (39.0865 and, with two digits exchanged, 39.0685) { $published }.
